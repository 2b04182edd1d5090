"""What routes requests to services, by whatever: one port, whose protocol is known."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.codes.code import Code
from helmwright.findings import Finding, dotted, in_environments
from helmwright.model.exposure.every_kind import all_exposures
from helmwright.model.resolved import Resolved

CODES = (
    Code(
        "R864",
        "several ports where requests lead to one",
        "An Ingress or a route sends the requests of a host's path to one port. Several ports face outwards by a load "
        "balancer or node ports of the service's own.",
        "Name one port under expose for this environment, and give each of the others an entry of expose.more.",
    ),
    Code(
        "R872",
        "gRPC routed as plain HTTP",
        "What routes requests knows a port's protocol by its appProtocol alone. To a port without one an ALB sends "
        "HTTP/1.1 and HTTP health checks, which a gRPC server does not answer, and a Gateway leads by an HTTPRoute.",
        "Write appProtocol: kubernetes.io/h2c for the port, or appProtocol: http when it answers both.",
    ),
)


def single(resolved: Resolved) -> Iterator[Finding]:
    """Where requests are routed, they lead to one port."""
    return in_environments(_single(resolved))


def _single(resolved: Resolved) -> Iterator[tuple[Finding, str]]:
    for exposure in all_exposures(resolved):
        if exposure.kind.router and len(exposure.asked.ports) > 1:
            what = dotted(exposure.asked.path)
            message = f"{what} names several ports, and requests that are routed by host lead to one"
            hint = "write one port for this environment, for example port: http"
            yield Finding("R864", exposure.at("port"), message, hint), exposure.environment.name


def told(resolved: Resolved) -> Iterator[Finding]:
    """A port that answers gRPC says so, or requests and health checks come to it as plain HTTP."""
    return in_environments(_told(resolved))


def _told(resolved: Resolved) -> Iterator[tuple[Finding, str]]:
    for exposure in all_exposures(resolved):
        service = exposure.service
        probe = service.section("probes").get("readiness", {})
        asked = service.port(probe.get("port", "")) if probe.get("type") == "grpc" else None
        if asked and exposure.kind.router and asked in exposure.ports[:1] and not asked.app_protocol:
            what = dotted(exposure.asked.path)
            message = (
                f"{what} leads to the port '{asked.name}', which is probed by gRPC and routed as plain HTTP"
            )
            hint = f"write ports: {{{asked.name}: {{container: {asked.container}, appProtocol: kubernetes.io/h2c}}}}"
            at = service.layers.origin(("ports", asked.name))
            yield Finding("R872", at, message, hint), exposure.environment.name


RULES = (single, told)
