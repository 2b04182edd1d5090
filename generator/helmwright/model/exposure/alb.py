"""Exposure by an Application Load Balancer: an Ingress for the AWS Load Balancer Controller."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from helmwright.codes.code import Code
from helmwright.findings import Finding, dotted
from helmwright.model.exposure import alb_groups
from helmwright.model.exposure.alb_annotations import all_annotations, group_of, is_secure, settings
from helmwright.model.exposure.alb_groups import Member, disagreeing, is_order, out_of_reach
from helmwright.model.exposure.auto_mode import class_of
from helmwright.model.exposure.exposure import Exposure, Kind, own_balancer
from helmwright.model.exposure.ingress import hosts
from helmwright.model.inputs import Provider
from helmwright.model.service import Port

CODES = (
    *alb_groups.CODES,
    Code(
        "R875",
        "path that an ALB does not hold",
        "A rule of an ALB knows paths of at most 128 characters out of a small set, and the controller puts two "
        "behind a prefix. The controller fails for the whole load balancer, and no service of it changes any more.",
        "Shorten the path, or leave out what an ALB does not know.",
    ),
    Code(
        "R877",
        "order that an ALB does not take",
        "One Ingress with an order that is none holds up the whole group: the controller makes nothing of it any more.",
        "Leave the annotation out, for the order that follows from hosts and paths, or write a number.",
    ),
    Code(
        "R865",
        "gRPC without HTTPS",
        "The target groups of an ALB that speak gRPC are for HTTPS listeners alone. The controller makes no load "
        "balancer from an Ingress that asks for another.",
        "Write tls: true under exposure in the environment, or expose the service by a LoadBalancer there.",
    ),
)

# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#path-conditions
_PATH = re.compile(r"[A-Za-z0-9_.$/~'@:+&-]{1,126}")


class ApplicationLoadBalancer(Kind):
    """An ALB, of the service's own or of its group, with the pods' addresses as targets."""

    router = "an ALB"
    uses = frozenset({"alb", "anyHost", "className", "controllerNamespace", "sourceRanges", "tls"})

    def made(self, _: Exposure) -> tuple[str, str]:
        return "Ingress", "ingress"

    def entry(self, exposure: Exposure) -> dict[str, Any]:
        return {
            "className": class_of(exposure),
            "annotations": dict(sorted(all_annotations(exposure).items())),
            "hosts": hosts(exposure),
        }

    def clients(self, exposure: Exposure) -> list[str]:
        return list(exposure.given.alb.subnet_cidrs) or super().clients(exposure)

    def drains(self, _: Provider) -> bool:
        return True

    def health_port(self, exposure: Exposure) -> Port | None:
        probe = exposure.service.section("probes").get("readiness", {})
        port = exposure.service.port(probe.get("port", ""))
        asks = probe.get("type") == ("grpc" if exposure.grpc else "http")
        return port if asks and port not in exposure.ports[:1] else None

    def entry_point(self, exposure: Exposure) -> str:
        return group_of(exposure) or own_balancer(exposure)

    def refuses(self, exposures: Sequence[Exposure]) -> Iterator[tuple[Finding, str]]:
        groups: dict[str, list[Member]] = {}
        for exposure in exposures:
            yield from ((finding, exposure.environment.name) for finding in _impossible(exposure))
            if exposure.ports and (group := group_of(exposure)):
                groups.setdefault(group, []).append(Member(exposure, settings(exposure)))
        for group, members in groups.items():
            yield from out_of_reach(members)
            yield from disagreeing(group, members)


def _impossible(exposure: Exposure) -> Iterator[Finding]:
    """What no ALB can do."""
    what = dotted(exposure.asked.path)
    if exposure.grpc and not is_secure(exposure):
        message = f"{what} leads to a port that speaks gRPC, which an ALB takes from HTTPS alone"
        yield Finding(
            "R865", exposure.at("port"), message, "write tls: true under exposure in the environment"
        )
    order = settings(exposure).get("group.order")
    if order and not is_order(order.value):
        message = f"the order {order.value} of {exposure.asked.key} is no number from -1000 to 1000"
        yield Finding("R877", order.location, message, "leave it out, or write such a number")
    for index, path in enumerate(exposure.asked.paths):
        if not _PATH.fullmatch(path):
            message = f"{what} has the path '{path}', which a rule of an ALB does not hold"
            hint = "at most 126 characters: letters, digits and _-.$/~'@:+&"
            at = exposure.service.layers.origin(exposure.asked.to("paths", index))
            yield Finding("R875", at, message, hint)
