"""A service's fields as values of the service chart: only what the service says, the chart knows the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from helmwright.emit import background, exposure, network, storage
from helmwright.emit.container import container
from helmwright.emit.pod import placement, probes, security, shutdown
from helmwright.emit.scaling import scaling
from helmwright.graph import Graph
from helmwright.model.release import Release
from helmwright.model.service import Port, Service

Values = Mapping[str, Any]
OWNER_LABEL = "helmwright.dev/owner"
DESCRIPTION_ANNOTATION = "helmwright.dev/description"
LINK_ANNOTATION = "link.helmwright.dev/"


def values(service: Service, release: Release, graph: Graph) -> Values:
    """The values of the service's alias in the umbrella chart."""
    result: dict[str, Any] = {}
    for section in SECTIONS:
        result |= section(service, release, graph)
    return result


def _metadata(service: Service, release: Release, _: Graph) -> Values:
    owner = service.fields.get("owner") or release.owner
    annotations: dict[str, str] = {}
    if description := service.fields.get("description"):
        annotations[DESCRIPTION_ANNOTATION] = description
    for name, url in sorted(service.section("links").items()):
        annotations[LINK_ANNOTATION + name] = url
    return {
        "partOf": release.app.name,
        **({"commonLabels": {OWNER_LABEL: owner}} if owner else {}),
        **({"commonAnnotations": annotations} if annotations else {}),
    }


def _container(service: Service, release: Release, graph: Graph) -> Values:
    result = dict(container(service, (), service.fields, release, graph))
    if service.ports:
        ready = "readiness" in service.section("probes")
        result["ports"] = {port.name: _port(port, exposed=ready) for port in service.ports}
    if checks := probes(service.server):
        result["probes"] = checks
    return result


def _port(port: Port, *, exposed: bool) -> Values:
    """A port of the pod, and of its Service unless nothing would tell when the pod is ready for traffic."""
    result: dict[str, Any] = {"containerPort": port.container}
    if port.service != port.container:
        result["servicePort"] = port.service
    if port.protocol != "TCP":
        result["protocol"] = port.protocol
    if port.app_protocol:
        result["appProtocol"] = port.app_protocol
    if not exposed:
        result["expose"] = False
    return result


def _scaling(service: Service, _release: Release, _graph: Graph) -> Values:
    return scaling(service.server)


def _pod(service: Service, release: Release, _: Graph) -> Values:
    stop = shutdown(service, service.server, release.environment)
    return {**stop, **placement(service), **security(service)}


def _init_containers(service: Service, release: Release, graph: Graph) -> Values:
    entries = {
        name: container(service, ("initContainers", name), fields, release, graph)
        for name, fields in sorted(service.section("initContainers").items())
    }
    return {"initContainers": entries} if entries else {}


SECTIONS: tuple[Callable[[Service, Release, Graph], Values], ...] = (
    _metadata,
    _container,
    exposure.exposure,
    _scaling,
    _pod,
    storage.storage,
    _init_containers,
    background.workers,
    background.crons,
    background.tasks,
    network.network,
)
