"""Containers as the service chart takes them: the service's own, and those beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright.emit.env import env
from helmwright.emit.handlers import lifecycle, probes
from helmwright.emit.pod import image, security_context
from helmwright.graph import Graph
from helmwright.model.layers import Path
from helmwright.model.release import Release
from helmwright.model.service import CONTAINERS, Port, Service

Fields = Mapping[str, Any]

# In-place resizing is on since this version; an older API server drops the policy, and Argo CD sees a difference
# (https://kubernetes.io/docs/tasks/configure-pod-container/resize-container-resources/).
_RESIZES = 33


def own(service: Service, release: Release, graph: Graph) -> dict[str, Any]:
    """The service's own container, with the ports of the whole pod."""
    return _container(service, release, graph, (), service.fields)


def beside(service: Service, release: Release, graph: Graph) -> dict[str, Any]:
    """The sidecars and the init containers."""
    result: dict[str, Any] = {}
    for field in CONTAINERS:
        containers = sorted(service.section(field).items())
        if containers:
            result[field] = {
                name: _beside(service, release, graph, (field, name), fields) for name, fields in containers
            }
    return result


def _beside(service: Service, release: Release, graph: Graph, path: Path, fields: Fields) -> dict[str, Any]:
    result = _container(service, release, graph, path, fields)
    if context := security_context(fields.get("security", {})):
        result["securityContext"] = context
    return result


def _container(
    service: Service, release: Release, graph: Graph, path: Path, fields: Fields
) -> dict[str, Any]:
    """What a container says beyond the chart's defaults; `path` leads to its fields among the service's."""
    resizes = release.environment.cluster.minor_version >= _RESIZES
    parts = {
        "image": image(fields["image"], release.environment.registry) if "image" in fields else None,
        "command": fields.get("command"),
        "args": fields.get("args"),
        "env": env(service, (*path, "env"), fields.get("env", {}), graph) or None,
        "envFrom": dict(sorted(fields.get("envFrom", {}).items())) or None,
        "ports": None if path else _ports(service),
        "probes": probes(service, fields.get("probes", {})) or None,
        "lifecycle": lifecycle(service, fields.get("lifecycle", {})) or None,
        "resources": fields.get("resources"),
        "resizePolicy": fields.get("resizePolicy") if resizes else None,
    }
    return {name: part for name, part in parts.items() if part is not None}


def _ports(service: Service) -> dict[str, Any] | None:
    ready = "readiness" in service.section("probes")
    return {port.name: _port(port, exposed=ready) for port in service.ports} or None


def _port(port: Port, *, exposed: bool) -> dict[str, Any]:
    """A port of the pod, and of its Service unless nothing would tell when the pod is ready for traffic."""
    result: dict[str, Any] = {"containerPort": port.container}
    if port.service != port.container:
        result["servicePort"] = port.service
    if port.protocol != "TCP":
        result["protocol"] = port.protocol
    if port.app_protocol:
        result["appProtocol"] = port.app_protocol
    if port.sidecar:
        result["sidecar"] = port.sidecar
    if not exposed:
        result["expose"] = False
    return result
