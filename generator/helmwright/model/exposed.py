"""What of a service its environment lets be reached from outside."""

from __future__ import annotations

from dataclasses import dataclass

from helmwright import names
from helmwright.model.exposure import Exposure, ExposureType
from helmwright.model.inputs import Environment
from helmwright.model.service import Expose, Port, Service

_GRPC = ("grpc", "kubernetes.io/h2c")
"""Application protocols of ports that gRPC is spoken on."""


@dataclass(frozen=True, slots=True)
class Exposed:
    """A service's way out: what it asks for and how its environment gives it.

    `ports` are empty when `expose` does not say which are meant, which is a finding of its own.
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
        return self.ports[0].app_protocol in _GRPC

    @property
    def by_grpc_route(self) -> bool:
        """Whether a Gateway leads to it by a GRPCRoute: by an HTTPRoute only where paths tell calls apart."""
        return self.grpc and self.expose.paths == ("/",)


def exposed(service: Service, environment: Environment) -> Exposed | None:
    """How a service is reached from outside in an environment, None where it is not."""
    how = environment.exposure
    if service.expose is None or how.type is ExposureType.CLUSTER_IP:
        return None
    if how.private and not service.expose.public:
        how = how.private
    full = (names.host(host, environment.domain) for host in service.expose.hosts if how.uses_hosts)
    ports = filter(None, map(service.port, service.expose.ports or ("",)))
    return Exposed(service.expose, how, tuple(ports), tuple(dict.fromkeys(full)))


def health_port(service: Service, way: Exposed) -> Port | None:
    """The port that an ALB asks for a pod's health, where that is not the one that it sends requests to."""
    probe = service.section("probes").get("readiness", {})
    port = service.server.port(probe.get("port", ""))
    asks = way.how.type is ExposureType.ALB and probe.get("type") == ("grpc" if way.grpc else "http")
    return port if asks and port not in way.ports[:1] else None
