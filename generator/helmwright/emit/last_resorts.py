"""What no other field can say, as the service chart takes it."""

from __future__ import annotations

from typing import Any

from helmwright.model.graph import Graph
from helmwright.model.release import Release
from helmwright.model.service import Service


def last_resorts(service: Service, _release: Release, _graph: Graph) -> dict[str, Any]:
    """The extra objects, and the patches without their reasons."""
    parts = {
        "extraObjects": dict(sorted(service.section("extraObjects").items())),
        "patches": {name: entry["patch"] for name, entry in sorted(service.section("patches").items())},
    }
    return {name: entries for name, entries in parts.items() if entries}
