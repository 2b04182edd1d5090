"""The kinds of exposure, and what of the services of a repository is exposed by them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from helmwright.codes.code import Code
from helmwright.model.exposure import alb, gateway, node_port, target_group
from helmwright.model.exposure.exposure import Exposure, Kind
from helmwright.model.exposure.given import NONE
from helmwright.model.exposure.ingress import Ingress
from helmwright.model.exposure.load_balancer import LoadBalancer
from helmwright.model.inputs import Environment
from helmwright.model.resolved import Resolved
from helmwright.model.service import Service

KINDS: Mapping[str, Kind] = {
    "NodePort": node_port.NodePort(),
    "LoadBalancer": LoadBalancer(),
    "Ingress": Ingress(),
    "ALB": alb.ApplicationLoadBalancer(),
    "Gateway": gateway.GatewayRoute(),
    "TargetGroup": target_group.TargetGroup(),
}
"""By the type that an environment names."""

CODES: tuple[Code, ...] = (*alb.CODES, *gateway.CODES, *node_port.CODES, *target_group.CODES)
"""What the kinds cannot do."""


def exposures(service: Service, environment: Environment) -> tuple[Exposure, ...]:
    """How a service is reached from outside in an environment, empty where it is not."""
    return tuple(_exposures(service, environment))


def all_exposures(resolved: Resolved) -> Iterator[Exposure]:
    """Every exposure of every service in every environment."""
    for release, service in resolved.services():
        yield from exposures(service, release.environment)


def _exposures(service: Service, environment: Environment) -> Iterator[Exposure]:
    usual = environment.exposure
    for asked in service.exposures:
        given = usual.of(asked) or usual
        if usual.type != NONE:
            ports = tuple(filter(None, map(service.port, asked.ports or ("",))))
            yield Exposure(service, environment, asked, given, KINDS[given.type], ports)
