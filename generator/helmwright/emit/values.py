"""A service's fields as values of the service chart: only what the service says, the chart knows the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from helmwright.emit import exposure, network, observability, storage
from helmwright.emit.env import env
from helmwright.emit.pod import image, placement, probes, security, shutdown
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
    fields = service.fields
    result: dict[str, Any] = {"image": image(fields["image"], release.environment.registry)}
    for name in ("command", "args"):
        if name in fields:
            result[name] = fields[name]
    if variables := env(service, ("env",), service.section("env"), graph):
        result["env"] = variables
    if service.ports:
        ready = "readiness" in service.section("probes")
        result["ports"] = {port.name: _port(port, exposed=ready) for port in service.ports}
    if checks := probes(service):
        result["probes"] = checks
    result["resources"] = fields["resources"]
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
    replicas = service.replicas
    result: dict[str, Any] = {}
    if replicas.maximum is None:
        if replicas.minimum != 1:
            result["replicaCount"] = replicas.minimum
    else:
        targets = {"cpu": replicas.cpu, "memory": replicas.memory}
        result["autoscaling"] = {
            "min": replicas.minimum,
            "max": replicas.maximum,
            **{name: target for name, target in targets.items() if target is not None},
        }
    rollout = service.section("rollout")
    if rollout:
        kind = {"rolling": "RollingUpdate", "recreate": "Recreate"}[rollout.get("type", "rolling")]
        limits = {name: rollout[name] for name in ("maxSurge", "maxUnavailable") if name in rollout}
        result["strategy"] = {"type": kind, **(limits if kind == "RollingUpdate" else {})}
    disruption = service.fields.get("disruption")
    if disruption is False:
        result["podDisruptionBudget"] = {"enabled": False}
    elif isinstance(disruption, Mapping) and disruption:
        result["podDisruptionBudget"] = disruption
    return result


def _pod(service: Service, release: Release, _: Graph) -> Values:
    return {**shutdown(service, release.environment), **placement(service), **security(service)}


def _init_containers(service: Service, release: Release, graph: Graph) -> Values:
    result: dict[str, Any] = {}
    for name, container in sorted(service.section("initContainers").items()):
        entry: dict[str, Any] = {}
        if "image" in container:
            entry["image"] = image(container["image"], release.environment.registry)
        for key in ("command", "args"):
            if key in container:
                entry[key] = container[key]
        path = ("initContainers", name, "env")
        if variables := env(service, path, container.get("env", {}), graph):
            entry["env"] = variables
        if "resources" in container:
            entry["resources"] = container["resources"]
        result[name] = entry
    return {"initContainers": result} if result else {}


SECTIONS: tuple[Callable[[Service, Release, Graph], Values], ...] = (
    _metadata,
    _container,
    exposure.exposure,
    _scaling,
    _pod,
    storage.storage,
    observability.observability,
    _init_containers,
    network.network,
)
