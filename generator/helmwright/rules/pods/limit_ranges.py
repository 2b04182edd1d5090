"""Containers against the limits that an environment sets for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from helmwright.codes.code import Code
from helmwright.findings import Finding, in_environments
from helmwright.kubernetes.quantities import quantity
from helmwright.model.resolved import Resolved
from helmwright.model.service import Service

CODES = (
    Code(
        "R510",
        "beyond the environment's limits",
        "The environment's LimitRange bounds every container. The API server refuses a pod that asks for more, so the "
        "rollout stops with the old pods.",
        "Lower the service's resources, or raise limits in the environment.",
    ),
)

Amounts = Mapping[str, Mapping[str, str]]


def containers(resolved: Resolved) -> Iterator[Finding]:
    """No container is refused at admission for the environment's LimitRange.

    A container without a limit gets the default one, or else the maximum; a request above it is refused
    (https://kubernetes.io/docs/concepts/policy/limit-range/).
    """
    return in_environments(
        (finding, release.environment.name)
        for release, service in resolved.services()
        for finding in _service(service, release.environment.limits)
    )


def _service(service: Service, limits: Amounts) -> Iterator[Finding]:
    most, default = limits.get("max", {}), {**limits.get("max", {}), **limits.get("default", {})}
    for path, container in service.containers():
        resources: Amounts = container.get("resources", {})
        own, requests = resources.get("limits", {}), resources.get("requests", {})
        for kind in sorted(default):
            for section, amounts, bound, what in (
                ("limits", own, most, "the most that a container may have"),
                ("requests", {} if kind in own else requests, default, "the limit that it gets by default"),
            ):
                if kind in amounts and kind in bound and quantity(amounts[kind]) > quantity(bound[kind]):
                    at = service.layers.origin((*path, "resources", section, kind))
                    message = (
                        f"resources.{section}.{kind}, {amounts[kind]}, is more than {what}, {bound[kind]},"
                    )
                    yield Finding("R510", at, message, "lower it, or raise the environment's limits")


RULES = (containers,)
