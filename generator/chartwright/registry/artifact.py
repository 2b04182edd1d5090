"""What a registry is given of a chart: its metadata, its archive, and a manifest that names both by their digests."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from helmwright.charts.chart import Chart
from helmwright.registry.manifest import CONFIG_TYPE, CONTENT_TYPE
from helmwright.tree import digest

_ANNOTATION = "org.opencontainers.image"


@dataclass(frozen=True, slots=True)
class Artifact:
    """What is stored for a chart: two blobs and the manifest that names them."""

    config: bytes
    archive: bytes
    manifest: bytes


def artifact(chart: Chart, archive: bytes) -> Artifact:
    """The same as `helm push` stores of the chart in the archive, but for the date of its annotations.

    Helm writes when the archive's file was last changed; here the manifest, and so its digest, follows from the
    archive alone.
    """
    config = _json(_texts(chart.metadata))
    manifest = {
        "schemaVersion": 2,
        "config": _descriptor(CONFIG_TYPE, config),
        "layers": [_descriptor(CONTENT_TYPE, archive)],
        "annotations": _annotations(chart),
    }
    return Artifact(config, archive, _json(manifest))


def _descriptor(media_type: str, blob: bytes) -> dict[str, str | int]:
    return {"mediaType": media_type, "digest": digest(blob), "size": len(blob)}


def _annotations(chart: Chart) -> dict[str, str]:
    """Those of pkg/registry/chart.go in Helm: the chart's own, and what Chart.yaml says under OCI's names."""
    data = chart.metadata
    people = (item for item in data.get("maintainers") or () if isinstance(item, Mapping))
    stated = {
        "description": data.get("description"),
        "url": data.get("home"),
        "source": next(iter(data.get("sources") or ()), None),
        "authors": ", ".join(map(_person, people)),
    }
    named = {f"{_ANNOTATION}.{name}": str(value) for name, value in stated.items() if value}
    own = {str(key): str(value) for key, value in (data.get("annotations") or {}).items()}
    fixed = {f"{_ANNOTATION}.title": chart.name, f"{_ANNOTATION}.version": chart.version}
    return dict(sorted({**named, **own, **fixed}.items()))


def _person(person: Mapping[str, Any]) -> str:
    email = person.get("email")
    return f"{person.get('name', '')}{f' ({email})' if email else ''}"


def _texts(value: Any) -> Any:
    """The value with text for numbers, as Helm reads `appVersion: 1.16`."""
    if isinstance(value, Mapping):
        return {str(key): _texts(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_texts(inner) for inner in value]
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _json(data: Mapping[str, Any]) -> bytes:
    return json.dumps(data, separators=(",", ":"), ensure_ascii=False).encode()
