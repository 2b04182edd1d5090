"""Exposure by a load balancer that is made elsewhere, whose target group the pods are put into."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from helmwright.codes.code import Code
from helmwright.findings import Finding
from helmwright.model.exposure import auto_mode
from helmwright.model.exposure.exposure import EVERYWHERE, Exposure, Kind
from helmwright.model.inputs import Provider

CODES = (
    Code(
        "R876",
        "target group of two",
        "The AWS Load Balancer Controller refuses a TargetGroupBinding of a target group that another one of the "
        "cluster has: each would take the other's pods out of it.",
        "Make a target group for each exposure.",
    ),
    Code(
        "R866",
        "no target group",
        "Where load balancers are made elsewhere, each exposed service needs the target group that its pods are put "
        "into. Nobody would reach the service.",
        "Write the target group's ARN under exposure.targetGroups in the environment, or leave expose out of it with "
        "enabled: false.",
    ),
)


class TargetGroup(Kind):
    """A TargetGroupBinding of the AWS Load Balancer Controller."""

    openness = "a load balancer made elsewhere lets in whomever it lets in"
    uses = frozenset({"sourceRanges", "targetGroups"})

    def made(self, _: Exposure) -> tuple[str, str]:
        return "TargetGroupBinding", "targetGroupBindings"

    def entry(self, exposure: Exposure) -> dict[str, Any]:
        said = exposure.given.said
        group = said["targetGroups"][exposure.asked.key]
        annotations = {"annotations": exposure.annotations} if exposure.annotations else {}
        own = (
            {"apiVersion": said["type"].gives(auto_mode.API)}
            if exposure.environment.cluster.auto_mode
            else {}
        )
        return {**own, "targetGroupARN": group, "port": exposure.ports[0].name, **annotations}

    def clients(self, exposure: Exposure) -> list[str]:
        return list(
            dict.fromkeys((*exposure.sources.value, *exposure.environment.cluster.cidrs)) or EVERYWHERE
        )

    def drains(self, _: Provider) -> bool:
        return True

    def refuses(self, exposures: Sequence[Exposure]) -> Iterator[tuple[Finding, str]]:
        bound: dict[str, Exposure] = {}
        for exposure in exposures:
            key = exposure.asked.key
            if key not in exposure.given.target_groups:
                message = f"{key} is exposed, and no target group is named for it"
                hint = f"write exposure.targetGroups with {key} in the environment"
                at = exposure.service.layers.origin(exposure.asked.path)
                yield Finding("R866", at, message, hint), exposure.environment.name
                continue
            arn = exposure.given.target_groups[key]
            other = bound.setdefault(arn, exposure)
            if other is not exposure:
                said = exposure.environment.source.at(("exposure", "targetGroups", key))
                message = f"{other.asked.key} and {key} share a target group"
                if other.environment.name != exposure.environment.name:
                    message = f"{other.asked.key} in {other.environment.name} and {key} share a target group"
                yield Finding("R876", said, message, "name another one"), exposure.environment.name
