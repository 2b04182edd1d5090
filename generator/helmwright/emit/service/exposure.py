"""What faces outwards, and how connections are shared among pods, as the service chart takes it."""

from __future__ import annotations

from typing import Any

from helmwright.model.exposure.every_kind import exposures
from helmwright.model.exposure.own_service import sharing
from helmwright.model.graph import Graph
from helmwright.model.release import Release
from helmwright.model.service import Service


def exposure(service: Service, release: Release, _: Graph) -> dict[str, Any]:
    """The Services, Ingresses or routes that face outwards."""
    result: dict[str, Any] = {}
    for one in exposures(service, release.environment):
        if one.ports:
            value = one.kind.made(one)[1]
            result.setdefault(value, {})[one.asked.id] = one.said.gives(one.kind.entry(one))
    return result


def traffic(service: Service, _release: Release, _graph: Graph) -> dict[str, Any]:
    """How connections inside the cluster are shared among the pods."""
    shared = sharing(service)
    return {"service": service.said["traffic"].gives(shared)} if shared else {}
