"""What routes requests to services: complete, and within what it can say."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.codes.code import Code
from helmwright.findings import Finding, dotted, in_environments
from helmwright.model.exposed import Exposed, ways
from helmwright.model.exposure import ExposureType
from helmwright.model.resolved import Resolved

CODES = (
    Code(
        "R861",
        "no gateway",
        "A route without a Gateway to take it in leads nowhere.",
        "Write exposure.gateway in the environment: the Gateway's name and namespace.",
    ),
    Code(
        "R862",
        "route too large",
        "The API server refuses a route of the Gateway API with more than 16 hosts, or a rule with more than 64 "
        "matches.",
        "Leave some out, or move some to an entry of expose.more.",
    ),
    Code(
        "R863",
        "host of both kinds of route",
        "The Gateway API lets a host lead to HTTPRoutes or to GRPCRoutes. Of the two, the Gateway refuses the one that "
        "came later.",
        "Give one of the two another host. A service that speaks gRPC gets an HTTPRoute too when its paths are named, "
        "such as /shop.v1.Cart.",
    ),
    Code(
        "R864",
        "several ports where requests lead to one",
        "An Ingress or a route sends the requests of a host's path to one port. Several ports face outwards by a load "
        "balancer or node ports of the service's own.",
        "Name one port under expose for this environment, and give each of the others an entry of expose.more.",
    ),
    Code(
        "R865",
        "gRPC without HTTPS",
        "The target groups of an ALB that speak gRPC are for HTTPS listeners alone. The controller makes no load "
        "balancer from an Ingress that asks for another.",
        "Write tls: true under exposure in the environment, or expose the service by a LoadBalancer there.",
    ),
    Code(
        "R872",
        "gRPC routed as plain HTTP",
        "What routes requests knows a port's protocol by its appProtocol alone. To a port without one an ALB sends "
        "HTTP/1.1 and HTTP health checks, which a gRPC server does not answer, and a Gateway leads by an HTTPRoute.",
        "Write appProtocol: kubernetes.io/h2c for the port, or appProtocol: http when it answers both.",
    ),
)

_MOST_HOSTS = 16
_MOST_PATHS = 64
"""What one route of the Gateway API can hold (gateway.networking.k8s.io/v1, hostnames and matches)."""


def gateways(resolved: Resolved) -> Iterator[Finding]:
    """An environment that routes by a Gateway says which one."""
    for environment in resolved.inputs.environments.values():
        how = environment.exposure
        if how.type is ExposureType.GATEWAY and how.gateway is None:
            at = environment.source.at(("exposure", "type"))
            hint = "for example gateway: {name: public, namespace: gateways}"
            yield Finding("R861", at, "exposure lacks the gateway that takes routes in", hint)


def routes(resolved: Resolved) -> Iterator[Finding]:
    """What routes requests can say what a service exposes."""
    for found in (_sizes, _kinds, _single, _secure, _told):
        yield from in_environments(found(resolved))


def _sizes(resolved: Resolved) -> Iterator[tuple[Finding, str]]:
    """A route has room for its hosts and paths."""
    for environment, service, way in ways(resolved):
        if way.how.type is not ExposureType.GATEWAY:
            continue
        for field, found, most in (
            ("hosts", len(way.hosts), _MOST_HOSTS),
            ("paths", len(way.expose.paths), _MOST_PATHS),
        ):
            if found > most:
                message = f"{dotted(way.expose.path)} has {found} {field}, and a route holds {most}"
                at = service.layers.origin(way.expose.to(field))
                yield Finding("R862", at, message, "leave some out"), environment.name


def _kinds(resolved: Resolved) -> Iterator[tuple[Finding, str]]:
    """A host leads to HTTPRoutes or to GRPCRoutes, not to both."""
    seen: dict[tuple[str, str], Exposed] = {}
    for environment, service, way in ways(resolved):
        if way.how.type is not ExposureType.GATEWAY or not way.ports:
            continue
        for host in way.hosts:
            other = seen.setdefault((environment.name, host), way)
            if other.by_grpc_route is not way.by_grpc_route:
                calls, requests = (way, other) if way.by_grpc_route else (other, way)
                message = (
                    f"{host} leads to {calls.expose.key} by a GRPCRoute "
                    f"and to {requests.expose.key} by an HTTPRoute"
                )
                hint = "give one of them another host, or tell the calls apart by paths"
                at = service.layers.origin(way.expose.to("hosts"))
                yield Finding("R863", at, message, hint), environment.name


def _single(resolved: Resolved) -> Iterator[tuple[Finding, str]]:
    """Where requests are routed, they lead to one port."""
    for environment, service, way in ways(resolved):
        if way.how.type.routes and len(way.expose.ports) > 1:
            what = dotted(way.expose.path)
            message = f"{what} names several ports, and requests that are routed by host lead to one"
            hint = "write one port for this environment, for example port: http"
            yield (
                Finding("R864", service.layers.origin(way.expose.to("port")), message, hint),
                environment.name,
            )


def _secure(resolved: Resolved) -> Iterator[tuple[Finding, str]]:
    """An ALB passes gRPC on from HTTPS alone."""
    for environment, service, way in ways(resolved):
        secure = way.how.tls or way.how.alb.certificates
        if way.how.type is ExposureType.ALB and way.grpc and not secure:
            what = dotted(way.expose.path)
            message = f"{what} leads to a port that speaks gRPC, which an ALB takes from HTTPS alone"
            hint = "write tls: true under exposure in the environment"
            yield (
                Finding("R865", service.layers.origin(way.expose.to("port")), message, hint),
                environment.name,
            )


def _told(resolved: Resolved) -> Iterator[tuple[Finding, str]]:
    """A port that answers gRPC says so, or requests and health checks come to it as plain HTTP."""
    for environment, service, way in ways(resolved):
        probe = service.section("probes").get("readiness", {})
        asked = service.port(probe.get("port", "")) if probe.get("type") == "grpc" else None
        if asked and way.how.type.routes and asked in way.ports[:1] and not asked.app_protocol:
            what = dotted(way.expose.path)
            message = (
                f"{what} leads to the port '{asked.name}', which is probed by gRPC and routed as plain HTTP"
            )
            hint = f"write ports: {{{asked.name}: {{container: {asked.container}, appProtocol: kubernetes.io/h2c}}}}"
            yield (
                Finding("R872", service.layers.origin(("ports", asked.name)), message, hint),
                environment.name,
            )


RULES = (gateways, routes)
