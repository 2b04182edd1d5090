"""What routes requests to services: complete, and within what it can say."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.findings import Finding, dotted, in_environments
from helmwright.model.exposed import Exposed, ways
from helmwright.model.exposure import ExposureType
from helmwright.model.resolved import Resolved

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
