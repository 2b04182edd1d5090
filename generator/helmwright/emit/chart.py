"""Chart.yaml and Chart.lock of an umbrella chart."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from helmwright import layout, tree
from helmwright.charts.package import ChartPackage
from helmwright.model.release import Release
from helmwright.yamlio.writer import emit

VERSION = "0.1.0"
"""The version of every umbrella chart: nobody depends on one, and a fixed version keeps its labels still."""
GENERATED = "1970-01-01T00:00:00Z"
"""The lock's time stamp, frozen so that equal inputs give equal bytes."""

Dependency = Mapping[str, str]


def chart(release: Release, package: ChartPackage) -> str:
    """Chart.yaml: one dependency on the chart for each part, under the part's name."""
    return emit(
        {
            "apiVersion": "v2",
            "name": release.name,
            "description": release.app.description
            or f"The {'service' if release.service else 'app'} {release.key} in {release.environment.name}",
            "type": "application",
            "version": VERSION,
            "dependencies": _requested(release, package),
        }
    )


def lock(release: Release, package: ChartPackage) -> str:
    """Chart.lock as Helm would write it, but for the time stamp."""
    locked = [_locked(release, package) for _ in release.content.parts]
    requested = _requested(release, package)
    return emit({"dependencies": locked, "digest": digest(requested, locked), "generated": GENERATED})


def digest(requested: Sequence[Dependency], locked: Sequence[Dependency]) -> str:
    """Helm's digest over the dependencies of Chart.yaml and of the lock.

    The rule is `HashReq` of helm's internal/resolver: SHA-256 over Go's JSON of both lists, the fields in the
    order name, version, repository, condition, tags, enabled, import-values, alias. Go escapes <, > and &.
    """
    fields = ("name", "version", "repository", "alias")
    ordered = [
        [{name: item[name] for name in fields if name in item} for item in items]
        for items in (requested, locked)
    ]
    text = json.dumps(ordered, separators=(",", ":"), ensure_ascii=False)
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return tree.digest(text.encode())


def _requested(release: Release, package: ChartPackage) -> list[dict[str, str]]:
    return [_locked(release, package) | {"alias": part.name} for part in release.content.parts]


def _locked(release: Release, package: ChartPackage) -> dict[str, str]:
    repository = layout.url_from(release.folder, package.repository)
    return {"name": package.name, "version": package.version, "repository": repository}
