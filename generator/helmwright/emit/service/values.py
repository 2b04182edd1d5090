"""A service's fields as values of the service chart: only what the service says, the chart knows the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from helmwright.emit.service import (
    background,
    deadline,
    exposure,
    identity,
    last_resorts,
    network,
    observability,
    placement,
    pod_containers,
    secrets,
    storage,
    workload,
)
from helmwright.emit.service.pod import security, shutdown
from helmwright.emit.service.scaling import scaling
from helmwright.model.field import Field
from helmwright.model.graph import Graph
from helmwright.model.release import Release
from helmwright.model.service import Service

Values = Mapping[str, Any]
OWNER_LABEL = "helmwright.dev/owner"
DESCRIPTION_ANNOTATION = "helmwright.dev/description"
LINK_ANNOTATION = "link.helmwright.dev/"


def values(service: Service, release: Release, graph: Graph) -> Field:
    """The values of the service's alias in the umbrella chart, each with the field that it comes from."""
    result: dict[str, Any] = {}
    for section in SECTIONS:
        result |= section(service, release, graph)
    return service.said.gives(result)


def _metadata(service: Service, release: Release, _: Graph) -> Values:
    owner = observability.owner_of(service, release)
    annotations: dict[str, Field] = {}
    if description := service.said.section("description"):
        annotations[DESCRIPTION_ANNOTATION] = description
    for name, url in service.said.section("links").items():
        annotations[LINK_ANNOTATION + name] = url
    return {
        "partOf": release.app.name,
        **({"commonLabels": {OWNER_LABEL: owner}} if owner else {}),
        **({"commonAnnotations": annotations} if annotations else {}),
    }


def _scaling(service: Service, _release: Release, _graph: Graph) -> Values:
    return scaling(service.server, service.said)


def _pod(service: Service, release: Release, _: Graph) -> Values:
    stop = shutdown(service, service.server, release.environment)
    secrets = service.said.section("imagePullSecrets")
    return {**stop, **security(service), **({"imagePullSecrets": secrets} if secrets else {})}


SECTIONS: tuple[Callable[[Service, Release, Graph], Values], ...] = (
    _metadata,
    pod_containers.own,
    exposure.exposure,
    exposure.traffic,
    workload.workload,
    _scaling,
    deadline.deadline,
    _pod,
    placement.placement,
    identity.identity,
    secrets.secrets,
    storage.storage,
    observability.observability,
    pod_containers.sidecars,
    pod_containers.init_containers,
    background.workers,
    background.crons,
    background.tasks,
    network.network,
    network.security_groups,
    last_resorts.last_resorts,
)
