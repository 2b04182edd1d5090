"""A service as it is in one environment, after every layer is merged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from helmwright.model.exposure.asked import Asked, asked
from helmwright.model.field import Field
from helmwright.model.merge import BACKGROUND, CONTAINERS, Fields
from helmwright.model.origins import Layers, Path

_TLS = ("https", "kubernetes.io/wss")
"""Application protocols that begin with TLS
(https://kubernetes.io/docs/concepts/services-networking/service/#application-protocol)."""


@dataclass(frozen=True, slots=True)
class Port:
    """A port of a container and of its Service."""

    name: str
    container: int
    service: int
    protocol: str
    app_protocol: str
    sidecar: str
    """The sidecar that listens on it, empty for the service's own container."""
    in_service: bool
    """Whether the Service has it."""

    @property
    def tls(self) -> bool:
        """Whether TLS is spoken on it, as its protocol says or, where nothing else is said, its name."""
        return (self.app_protocol or self.name) in _TLS


AUTOSCALED_MINIMUM = 2
"""The fewest pods where somebody gave the most alone, as in the service chart: one pod may be evicted any time."""


@dataclass(frozen=True, slots=True)
class Replicas:
    """The pods wanted. `maximum` is None for a fixed number, `minimum`."""

    minimum: int
    maximum: int | None
    cpu: int | None
    memory: int | None


class WorkloadKind(StrEnum):
    """What keeps the service's own pods running."""

    DEPLOYMENT = "Deployment"
    STATEFUL_SET = "StatefulSet"
    DAEMON_SET = "DaemonSet"
    ROLLOUT = "Rollout"
    NONE = "None"


@dataclass(frozen=True, slots=True)
class Workload:
    """Pods that keep running: the service's own, or a worker's. `path` leads to `fields` among the service's."""

    path: Path
    fields: Fields
    ports: tuple[Port, ...]
    replicas: Replicas

    def section(self, name: str) -> Mapping[str, Any]:
        """A map among the fields, empty when it is not given."""
        value: Mapping[str, Any] = self.fields.get(name, {})
        return value

    def to(self, *steps: str | int) -> Path:
        """The path to one of its fields, among the service's."""
        return (*self.path, *steps)

    def handlers(self, field: str) -> Iterator[tuple[Path, Mapping[str, Any]]]:
        """The `probes` or the `lifecycle` hooks of its own container and of the sidecars with the path to each."""
        sidecars = (
            (("sidecars", name), sidecar) for name, sidecar in sorted(self.section("sidecars").items())
        )
        for path, container in (((), self.fields), *sidecars):
            for name, handler in container.get(field, {}).items():
                yield self.to(*path, field, name), handler

    def port(self, name: str) -> Port | None:
        """The port called `name`, or the only port when `name` is empty."""
        if not name:
            return self.ports[0] if len(self.ports) == 1 else None
        return next((port for port in self.ports if port.name == name), None)


@dataclass(frozen=True)
class Service:
    """One service in one environment.

    `fields` are the merged fields in long form, without what is switched off. What has rules of its own is
    parsed; the rest is read from `fields` where it is used.
    """

    app: str
    name: str
    environment: str
    namespace: str
    fields: Fields
    layers: Layers
    exposures: tuple[Asked, ...]
    """How it wants to be reached from outside, empty when it does not."""
    workloads: tuple[Workload, ...]
    """Its own first, then the workers by name."""

    @property
    def owner(self) -> str:
        """The team that it says it belongs to, empty where that is for the app to say."""
        return str(self.fields.get("owner", ""))

    @cached_property
    def said(self) -> Field:
        """Its fields, each of which knows where it was set."""
        return Field(self.fields, self.layers.origin)

    def at(self, path: Path) -> Field:
        """The field at a path."""
        field = self.said
        for step in path:
            field = field[step]
        return field

    @property
    def server(self) -> Workload:
        """The service's own pods."""
        return self.workloads[0]

    @property
    def ports(self) -> tuple[Port, ...]:
        """The ports that others connect to."""
        return self.server.ports

    @property
    def replicas(self) -> Replicas:
        """How many pods of its own there are."""
        return self.server.replicas

    @cached_property
    def kind(self) -> WorkloadKind:
        """What keeps its own pods running: a Rollout in place of a Deployment where `rollout` wants one."""
        kind = WorkloadKind(self.fields.get("workload", WorkloadKind.DEPLOYMENT))
        stepwise = self.section("rollout").get("type") in ("canary", "blueGreen")
        return WorkloadKind.ROLLOUT if kind is WorkloadKind.DEPLOYMENT and stepwise else kind

    @property
    def has_background(self) -> bool:
        """Whether it has pods beside its own."""
        return any(self.section(field) for field in BACKGROUND)

    @cached_property
    def key(self) -> str:
        """`app/service`, unique in an environment."""
        return f"{self.app}/{self.name}"

    def section(self, name: str) -> Mapping[str, Any]:
        """A map among the fields, empty when it is not given."""
        value: Mapping[str, Any] = self.fields.get(name, {})
        return value

    def containers(self) -> Iterator[tuple[Path, Mapping[str, Any]]]:
        """The fields of every container with the path that leads to them, the service's own first."""
        yield (), self.fields
        for field in CONTAINERS:
            if containers := self.fields.get(field):
                for name, container in sorted(containers.items()):
                    yield (field, name), container

    def port(self, name: str) -> Port | None:
        """The port called `name`, or the only port when `name` is empty."""
        return self.server.port(name)


def service(app: str, name: str, environment: str, namespace: str, fields: Fields, layers: Layers) -> Service:
    """The service that the merged fields describe; a port without a number is left to the rules."""
    return Service(
        app=app,
        name=name,
        environment=environment,
        namespace=namespace,
        fields=fields,
        layers=layers,
        exposures=tuple(asked(f"{app}/{name}", fields["expose"])) if "expose" in fields else (),
        workloads=(
            _workload((), fields),
            *(
                _workload(("workers", worker), own)
                for worker, own in sorted(fields.get("workers", {}).items())
            ),
        ),
    )


def _workload(path: Path, fields: Fields) -> Workload:
    ports = sorted(fields.get("ports", {}).items())
    return Workload(
        path=path,
        fields=fields,
        ports=tuple(_port(name, port) for name, port in ports if "container" in port),
        replicas=_replicas(fields.get("replicas", 1)),
    )


def _port(name: str, data: Mapping[str, Any]) -> Port:
    return Port(
        name=name,
        container=data["container"],
        service=data.get("service", data["container"]),
        protocol=data.get("protocol", "TCP"),
        app_protocol=data.get("appProtocol", ""),
        sidecar=data.get("sidecar", ""),
        in_service=data.get("inService", True),
    )


def _replicas(data: int | Mapping[str, int]) -> Replicas:
    if isinstance(data, int):
        return Replicas(data, None, None, None)
    maximum = data.get("max", 0)
    minimum = data.get("min", min(AUTOSCALED_MINIMUM, maximum))
    return Replicas(minimum, maximum, data.get("cpu"), data.get("memory"))
