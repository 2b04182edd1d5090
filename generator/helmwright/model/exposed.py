"""What of a service its environment lets be reached from outside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from helmwright import names
from helmwright.model.expose import Expose
from helmwright.model.exposure import Exposure, ExposureType
from helmwright.model.inputs import Environment
from helmwright.model.resolved import Resolved
from helmwright.model.service import Port, Service

_GRPC = ("grpc", "kubernetes.io/h2c")
"""Application protocols of ports that gRPC is spoken on."""


@dataclass(frozen=True, slots=True)
class Exposed:
    """One of a service's ways out: what it asks for and how its environment gives it.

    `ports` are empty when it does not say which are meant, which is a finding of its own.
    """

    expose: Expose
    how: Exposure
    ports: tuple[Port, ...]
    hosts: tuple[str, ...]
    """In full, each once, as the service writes them; empty where nothing asks for them."""

    @property
    def from_controller(self) -> bool:
        """Whether connections come from a controller that runs in the cluster, and so from nowhere else."""
        return self.how.type.routes and bool(self.how.controller_namespace)

    @property
    def grpc(self) -> bool:
        """Whether gRPC is spoken on its first port."""
        return any(port.app_protocol in _GRPC for port in self.ports[:1])

    @property
    def kind(self) -> str:
        """The kind of the object that faces outwards."""
        match self.how.type:
            case ExposureType.INGRESS | ExposureType.ALB:
                return "Ingress"
            case ExposureType.GATEWAY:
                return "GRPCRoute" if self.by_grpc_route else "HTTPRoute"
            case ExposureType.TARGET_GROUP:
                return "TargetGroupBinding"
            case _:
                return "Service"

    @property
    def by_grpc_route(self) -> bool:
        """Whether a Gateway leads to it by a GRPCRoute: by an HTTPRoute only where paths tell calls apart."""
        return self.grpc and self.expose.paths == ("/",)


def exposed(service: Service, environment: Environment) -> tuple[Exposed, ...]:
    """How a service is reached from outside in an environment, empty where it is not."""
    return tuple(_exposed(service, environment))


def _exposed(service: Service, environment: Environment) -> Iterator[Exposed]:
    usual = environment.exposure
    for expose in service.exposes:
        how = usual.private if usual.private and not expose.public else usual
        if usual.type is not ExposureType.CLUSTER_IP:
            full = (names.host(host, environment.domain) for host in expose.hosts if how.uses_hosts)
            ports = filter(None, map(service.port, expose.ports or ("",)))
            yield Exposed(expose, how, tuple(ports), tuple(dict.fromkeys(full)))


def ways(resolved: Resolved) -> Iterator[tuple[Environment, Service, Exposed]]:
    """Every way out of every service, with the environment that gives it."""
    for release, service in resolved.services():
        for way in exposed(service, release.environment):
            yield release.environment, service, way


def health_port(service: Service, way: Exposed) -> Port | None:
    """The port that an ALB asks for a pod's health, where that is not the one that it sends requests to."""
    probe = service.section("probes").get("readiness", {})
    port = service.server.port(probe.get("port", ""))
    asks = way.how.type is ExposureType.ALB and probe.get("type") == ("grpc" if way.grpc else "http")
    return port if asks and port not in way.ports[:1] else None
