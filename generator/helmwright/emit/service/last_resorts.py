"""What no other field can say, as the service chart takes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright.model.field import Field
from helmwright.model.graph import Graph
from helmwright.model.release import Release
from helmwright.model.service import Service


def last_resorts(service: Service, _release: Release, _graph: Graph) -> dict[str, Any]:
    """The extra objects, and the patches without their reasons."""
    parts: dict[str, Field] = {
        "extraObjects": service.said.section("extraObjects").ordered(),
        "patches": service.said.section("patches").each(_patch),
    }
    return {name: entries for name, entries in parts.items() if entries}


def _patch(entry: Field) -> Field:
    patch = entry["patch"]
    return entry.gives(patch.picked(tuple(patch.value), _deleted))


def _deleted(value: Any) -> Any:
    """Part of a patch with the directive of Kubernetes for each null, which Helm versions treat differently."""
    if isinstance(value, Mapping):
        return {name: _deleted(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_deleted(inner) for inner in value]
    return {"$patch": "delete"} if value is None else value
