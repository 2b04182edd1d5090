"""What routes requests to services: complete, and within what it can say."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.findings import Finding, in_environments
from helmwright.model.exposed import exposed
from helmwright.model.exposure import ExposureType
from helmwright.model.layers import Path
from helmwright.model.resolved import Resolved
from helmwright.model.service import Service

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
    for found in (_sizes, _kinds, _single, _secure):
        yield from in_environments(found(resolved))


def _sizes(resolved: Resolved) -> Iterator[tuple[Finding, str]]:
    """A route has room for its hosts and paths."""
    for release, service in resolved.services():
        way = exposed(service, release.environment)
        if way is None or way.how.type is not ExposureType.GATEWAY:
            continue
        for field, found, most in (
            ("hosts", len(way.hosts), _MOST_HOSTS),
            ("paths", len(way.expose.paths), _MOST_PATHS),
        ):
            if found > most:
                message = f"expose has {found} {field}, and a route holds {most}"
                finding = Finding("R862", service.layers.origin(("expose", field)), message, "leave some out")
                yield finding, release.environment.name


def _kinds(resolved: Resolved) -> Iterator[tuple[Finding, str]]:
    """A host leads to HTTPRoutes or to GRPCRoutes, not to both."""
    seen: dict[tuple[str, str], tuple[Service, bool]] = {}
    for release, service in resolved.services():
        way = exposed(service, release.environment)
        if way is None or way.how.type is not ExposureType.GATEWAY or not way.ports:
            continue
        for host in way.hosts:
            other, grpc = seen.setdefault((release.environment.name, host), (service, way.by_grpc_route))
            if grpc is not way.by_grpc_route:
                calls, requests = (service, other) if way.by_grpc_route else (other, service)
                message = f"{host} leads to {calls.key} by a GRPCRoute and to {requests.key} by an HTTPRoute"
                field: Path = ("expose", "hosts")
                hint = "give one of them another host, or tell the calls apart by paths"
                yield Finding("R863", service.layers.origin(field), message, hint), release.environment.name


def _single(resolved: Resolved) -> Iterator[tuple[Finding, str]]:
    """Where requests are routed, they lead to one port."""
    for release, service in resolved.services():
        way = exposed(service, release.environment)
        if way and way.how.type.routes and len(way.expose.ports) > 1:
            message = "expose names several ports, and requests that are routed by host lead to one"
            hint = "write one port for this environment, for example port: http"
            finding = Finding("R864", service.layers.origin(("expose", "port")), message, hint)
            yield finding, release.environment.name


def _secure(resolved: Resolved) -> Iterator[tuple[Finding, str]]:
    """An ALB passes gRPC on from HTTPS alone."""
    for release, service in resolved.services():
        way = exposed(service, release.environment)
        if way is None or way.how.type is not ExposureType.ALB or not way.ports or not way.grpc:
            continue
        if not (way.how.tls or way.how.alb.certificates):
            message = "expose leads to a port that speaks gRPC, which an ALB takes from HTTPS alone"
            hint = "write tls: true under exposure in the environment"
            finding = Finding("R865", service.layers.origin(("expose", "port")), message, hint)
            yield finding, release.environment.name
