"""Services of the service chart as what a release deploys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from helmwright import layout, names
from helmwright.charts.package import ChartPin
from helmwright.model.exposure.every_kind import exposures
from helmwright.model.inputs import Environment
from helmwright.model.merge import BACKGROUND
from helmwright.model.origins import Path
from helmwright.model.service import Service, WorkloadKind


@dataclass(frozen=True, slots=True)
class Services:
    """The services of an app that run in an environment."""

    parts: tuple[Service, ...]

    @property
    def chart(self) -> str:
        """The service chart's name."""
        return layout.SERVICE_CHART

    @property
    def pins(self) -> tuple[ChartPin, ...]:
        """None: the app and the environment say which version."""
        return ()

    @property
    def beside(self) -> None:
        """None: further objects of a service are among its values."""

    @property
    def ignored_differences(self) -> tuple[Mapping[str, Any], ...]:
        """None that a descriptor says."""
        return ()

    def objects(self, environment: Environment) -> Iterator[tuple[Service, str, str, Path]]:
        """Kind and name of what another service could make too, with the service and the field behind."""
        for service in self.parts:
            for kind, name, path in _objects(service, environment):
                yield service, kind, name, path


_SECONDARY = (
    ("config", "ConfigMap"),
    ("dashboards", "ConfigMap"),
    ("secrets", "Secret"),
    ("storage", "PersistentVolumeClaim"),
)
"""The fields whose entries are objects called `<service>-<entry>`."""


def _objects(service: Service, environment: Environment) -> Iterator[tuple[str, str, Path]]:
    """Kind and name of one service's, with the field behind."""
    for field, kind in _SECONDARY:
        for name, entry in service.section(field).items():
            per_pod = field == "storage" and service.kind is WorkloadKind.STATEFUL_SET
            if not (per_pod or entry.get("temporary") or "claim" in entry or "existing" in entry):
                yield kind, names.secondary(service.name, name), (field, name)
    yield "workload", service.name, ()
    yield "NetworkPolicy", service.name, ()
    account = service.section("identity")
    if not account.get("existing"):
        path = ("identity", "serviceAccount") if "serviceAccount" in account else ()
        yield "ServiceAccount", account.get("serviceAccount", service.name), path
    for field, kind in (("workers", "workload"), ("crons", "CronJob"), ("tasks", "Job")):
        for name in service.section(field):
            yield kind, names.secondary(service.name, name), (field, name)
    if service.has_background:
        field = next(field for field in BACKGROUND if service.section(field))
        yield "NetworkPolicy", names.secondary(service.name, names.BACKGROUND), (field,)
    if service.ports:
        yield "Service", service.name, ()
    if service.kind is WorkloadKind.STATEFUL_SET:
        yield "Service", names.secondary(service.name, names.HEADLESS), ("workload",)
    if service.section("rollout").get("type") == "blueGreen":
        yield "Service", names.secondary(service.name, names.PREVIEW), ("rollout", "type")
    for exposure in exposures(service, environment):
        asked = exposure.asked
        yield exposure.kind.made(exposure)[0], names.secondary(service.name, asked.id), asked.path
        if exposure.given.tls and exposure.kind.keeps_certificates and not asked.certificate:
            yield "TLS Secret", asked.tls_secret, asked.path
