"""A service that is reached from outside: what it asks for, and the kind of exposure that its environment has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from helmwright import names
from helmwright.findings import Finding, Location
from helmwright.model.exposure.asked import Asked
from helmwright.model.exposure.given import Given
from helmwright.model.field import Field
from helmwright.model.inputs import Environment, Provider
from helmwright.model.service import Port, Service

EVERYWHERE = ("0.0.0.0/0", "::/0")
_GRPC = ("grpc", "kubernetes.io/h2c")
"""Application protocols of ports that gRPC is spoken on."""


@dataclass(frozen=True, slots=True)
class Exposure:
    """One exposure of a service in an environment.

    `ports` are empty when it does not say which are meant, which is a finding of its own.
    """

    service: Service
    environment: Environment
    asked: Asked
    given: Given
    kind: Kind
    ports: tuple[Port, ...]

    @property
    def said(self) -> Field:
        """What the service says of it."""
        return self.service.at(self.asked.path)

    @property
    def from_controller(self) -> bool:
        """Whether connections come from a controller that runs in the cluster, and so from nowhere else."""
        return bool(self.kind.router and self.given.controller_namespace)

    @property
    def uses_hosts(self) -> bool:
        """Whether its hosts go anywhere."""
        return bool(self.kind.router or self.given.hostname_annotation)

    @property
    def hosts(self) -> tuple[str, ...]:
        """In full, each once, as the service writes them; empty where nothing asks for them."""
        used = self.asked.hosts if self.uses_hosts else ()
        return tuple(dict.fromkeys(names.host(host, self.environment.domain) for host in used))

    @property
    def any_host(self) -> bool:
        """Whether it takes the requests for all hosts that nobody else has."""
        return bool(self.kind.router and self.given.any_host and not self.asked.hosts)

    @property
    def grpc(self) -> bool:
        """Whether gRPC is spoken on its first port."""
        return any(port.app_protocol in _GRPC for port in self.ports[:1])

    @property
    def sources(self) -> Field:
        """The addresses that its load balancer accepts connections from, empty for all."""
        if self.asked.public:
            return self.given.said.section("sourceRanges")
        return self.environment.source.said("cluster", "vpc", "cidrs")

    @property
    def annotations(self) -> dict[str, Field]:
        """What the environment and, over it, the service put on its object."""
        usual, own = (said.section("annotations").items() for said in (self.given.said, self.said))
        return dict(sorted({**dict(usual), **dict(own)}.items()))

    def at(self, field: str) -> Location:
        """The line of one of its fields."""
        return self.service.layers.origin(self.asked.to(field))


def own_balancer(exposure: Exposure) -> str:
    """The entry point of what has a load balancer of its own."""
    return f"{exposure.asked.key} in {exposure.environment.name}"


class Kind:
    """A kind of exposure: what it makes of a service, who connects to its pods then, and what it cannot do."""

    router = ""
    """What routes requests by host and path, so that one entry point serves many services: an Ingress. Else empty."""
    openness = ""
    """Why it lets in more than a service that is not public wants; empty where it lets in who it is told to."""
    uses: frozenset[str] = frozenset()
    """The settings of an environment's exposure that it has a use for, beside those that every kind has."""
    keeps_certificates = False
    """Whether what routes keeps the certificate of the hosts in a Secret."""

    def made(self, _: Exposure) -> tuple[str, str]:
        """The kind of the object that faces outwards, and the value of the service chart that makes it."""
        raise NotImplementedError

    def entry(self, _: Exposure) -> dict[str, Any]:
        """The object as the service chart takes it."""
        raise NotImplementedError

    def clients(self, exposure: Exposure) -> list[str]:
        """The addresses that an exposed pod sees connections from, where no controller in the cluster makes them.

        Behind a load balancer with ip targets those may be the clients' own. What a node passes on comes from the
        cluster's network. Where that is unknown nothing can be left out, and who may connect is for the load
        balancer alone to say.
        """
        return list(exposure.environment.cluster.cidrs or EVERYWHERE)

    def drains(self, _: Provider) -> bool:
        """Whether a load balancer goes on sending to a pod for a while after it is marked as going."""
        return False

    def health_port(self, _: Exposure) -> Port | None:
        """The port that a load balancer asks for a pod's health, where it is not the one that takes requests."""
        return None

    def entry_point(self, _: Exposure) -> str:
        """What its hosts lead to, the same for all that are told apart by paths there; empty for nothing."""
        return ""

    def lacks(self, _: Environment) -> Iterator[Finding]:
        """What an environment that exposes in this way does not say."""
        yield from ()

    def refuses(self, _: Sequence[Exposure]) -> Iterator[tuple[Finding, str]]:
        """What it cannot do of all that is exposed in this way in one cluster, with the environment's name."""
        yield from ()
