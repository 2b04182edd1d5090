"""The containers of a service's own pods, as the service chart takes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright.emit.service.container import container
from helmwright.emit.service.handlers import handlers
from helmwright.emit.service.pod import security_context
from helmwright.model.field import Field
from helmwright.model.graph import Graph
from helmwright.model.release import Release
from helmwright.model.service import Port, Service

# In-place resizing is on since this version; an older API server drops the policy, and Argo CD sees a difference
# (https://kubernetes.io/docs/tasks/configure-pod-container/resize-container-resources/).
_RESIZES = 33


def own(service: Service, release: Release, graph: Graph) -> Mapping[str, Any]:
    """The service's own container, with the ports of the whole pod."""
    given = service.said
    result = container(given, service, release, graph)
    resources = result.pop("resources")
    if service.ports:
        ready = "readiness" in service.section("probes")
        ports = {port.name: _port(given["ports"][port.name], port, exposed=ready) for port in service.ports}
        result["ports"] = given["ports"].gives(ports)
    policy = given.section("resizePolicy")
    if policy and release.environment.cluster.minor_version >= _RESIZES:
        result["resizePolicy"] = policy
    return {**result, **handlers(service.server, given), "resources": resources}


def sidecars(service: Service, release: Release, graph: Graph) -> Mapping[str, Any]:
    """The containers that run beside it."""
    return _beside("sidecars", service, release, graph)


def init_containers(service: Service, release: Release, graph: Graph) -> Mapping[str, Any]:
    """The containers that run to their end before it starts."""
    return _beside("initContainers", service, release, graph)


def _beside(field: str, service: Service, release: Release, graph: Graph) -> dict[str, Any]:
    entries = service.said.section(field)

    def beside(given: Field) -> Field:
        entry = container(given, service, release, graph)
        if security := given.section("security"):
            entry["securityContext"] = security.gives(
                security_context(security.picked(tuple(security.value)))
            )
        return given.gives({**entry, **given.picked(("start",)), **handlers(service.server, given)})

    return {field: entries.each(beside)} if entries else {}


def _port(given: Field, port: Port, *, exposed: bool) -> Field:
    """A port of the pod, and of its Service unless nothing would tell when the pod is ready for traffic."""
    result: dict[str, Any] = {"containerPort": given["container"]}
    if port.service != port.container:
        result["servicePort"] = given["service"]
    if port.protocol != "TCP":
        result["protocol"] = port.protocol
    if port.app_protocol:
        result["appProtocol"] = port.app_protocol
    if port.sidecar:
        result["sidecar"] = port.sidecar
    if not exposed or not port.in_service:
        result["expose"] = False
    return given.gives(result)
