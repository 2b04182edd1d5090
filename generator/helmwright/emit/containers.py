"""The containers of a service's own pods, as the service chart takes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright.emit.container import container
from helmwright.emit.handlers import handlers
from helmwright.emit.pod import security_context
from helmwright.model.graph import Graph
from helmwright.model.release import Release
from helmwright.model.service import Port, Service

# In-place resizing is on since this version; an older API server drops the policy, and Argo CD sees a difference
# (https://kubernetes.io/docs/tasks/configure-pod-container/resize-container-resources/).
_RESIZES = 33


def own(service: Service, release: Release, graph: Graph) -> Mapping[str, Any]:
    """The service's own container, with the ports of the whole pod."""
    result = container(service, (), service.fields, release, graph)
    resources = result.pop("resources")
    if service.ports:
        ready = "readiness" in service.section("probes")
        result["ports"] = {port.name: _port(port, exposed=ready) for port in service.ports}
    policy = service.section("resizePolicy")
    if policy and release.environment.cluster.minor_version >= _RESIZES:
        result["resizePolicy"] = policy
    return {**result, **handlers(service.server, service.fields), "resources": resources}


def sidecars(service: Service, release: Release, graph: Graph) -> Mapping[str, Any]:
    """The containers that run beside it."""
    return _beside("sidecars", service, release, graph)


def init_containers(service: Service, release: Release, graph: Graph) -> Mapping[str, Any]:
    """The containers that run to their end before it starts."""
    return _beside("initContainers", service, release, graph)


def _beside(field: str, service: Service, release: Release, graph: Graph) -> dict[str, Any]:
    entries: dict[str, Any] = {}
    for name, fields in sorted(service.section(field).items()):
        entry = container(service, (field, name), fields, release, graph)
        if context := security_context(fields.get("security", {})):
            entry["securityContext"] = context
        entries[name] = {**entry, **handlers(service.server, fields)}
    return {field: entries} if entries else {}


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
