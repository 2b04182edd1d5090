"""The line of the descriptor behind something rendered: an object, a value that is refused, a template."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from helmwright import layout
from helmwright.emit.umbrella import values_of
from helmwright.findings import Location
from helmwright.kubernetes.manifests import Manifest
from helmwright.model.content import Part
from helmwright.model.field import Field
from helmwright.model.release import Release
from helmwright.model.resolved import Resolved
from helmwright.provenance import service_chart
from helmwright.provenance.fields import Steps, behind, split

_MAKERS: Mapping[str, Callable[[Field, str, Manifest, Steps], Steps]] = {
    layout.SERVICE_CHART: service_chart.maker
}
"""What finds the value that makes something of an object, by the chart. Of another chart all are behind it."""
_REFUSAL = re.compile(r"[A-Z]\w*: ([-a-z0-9]+)\.(\S+): ")


def of_manifest(
    resolved: Resolved, release: Release, manifest: Manifest, path: Sequence[str | int] = ()
) -> Location:
    """The line behind a value of a rendered object; the object's file for one that is not templated."""
    part = _part(release, manifest.alias)
    if part is None:
        return _of_object(release, manifest, path) or Location(manifest.source)
    values, maker = _values(resolved, release, part), _MAKERS.get(release.content.chart)
    return behind(values, maker(values, part.name, manifest, tuple(path)) if maker else ()).location


def _of_object(release: Release, manifest: Manifest, path: Sequence[str | int]) -> Location | None:
    """The line behind a value of an object that stands beside the charts, None for any other object."""
    if beside := release.content.beside:
        for name, item in beside.fields.items():
            if (item.get("kind"), item.get("metadata", {}).get("name")) == (manifest.kind, manifest.name):
                return behind(beside.said, (name, *path)).location
    return None


def of_values(resolved: Resolved, release: Release, dotted: str) -> Location:
    """The line behind a value of an umbrella chart, `cart.resources.limits`."""
    alias, _, rest = dotted.partition(".")
    part = _part(release, alias)
    if part is None:
        return release.content.parts[0].layers.source.at()
    values = _values(resolved, release, part)
    return behind(values, split(values, rest)).location


def of_template(resolved: Resolved, release: Release, source: str, message: str) -> Location:
    """The line behind the value that a template refuses; else its part's descriptor, or the app's first one.

    The service chart's own refusals name the kind of the object and the path of the value (`svc.v1.fail`).
    """
    parts = source.split("/")
    part = _part(release, parts[2] if len(parts) > 3 else "")
    refused = _REFUSAL.match(message)
    if part is not None and refused and refused[1] == part.name:
        return of_values(resolved, release, f"{refused[1]}.{refused[2]}")
    return (part or release.content.parts[0]).layers.source.at()


def _values(resolved: Resolved, release: Release, part: Part) -> Field:
    return values_of(part, release, resolved.graphs[release.environment.name])


def _part(release: Release, alias: str) -> Part | None:
    return next((part for part in release.content.parts if part.name == alias), None)
