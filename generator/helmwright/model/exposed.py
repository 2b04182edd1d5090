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
        """Whether a GRPCRoute leads to it: gRPC is spoken on its port, and no paths tell requests apart."""
        return self.ports[0].app_protocol in _GRPC and self.expose.paths == ("/",)


def exposed(service: Service, environment: Environment) -> Exposed | None:
    """How a service is reached from outside in an environment, None where it is not."""
    how = environment.exposure
    if service.expose is None or how.type is ExposureType.CLUSTER_IP:
        return None
    full = (names.host(host, environment.domain) for host in service.expose.hosts if how.uses_hosts)
    ports = filter(None, map(service.port, service.expose.ports or ("",)))
    return Exposed(service.expose, how, tuple(ports), tuple(dict.fromkeys(full)))
