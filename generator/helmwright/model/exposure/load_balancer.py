"""Exposure by a load balancer of the service's own."""

from __future__ import annotations

from typing import Any

from helmwright.model.exposure import auto_mode
from helmwright.model.exposure.exposure import Exposure, own_balancer
from helmwright.model.exposure.own_service import OwnService
from helmwright.model.inputs import Provider


class LoadBalancer(OwnService):
    """A Service that the cloud, or what stands in for it, makes a load balancer for."""

    uses = OwnService.uses | {"loadBalancerClass"}

    def entry(self, exposure: Exposure) -> dict[str, Any]:
        said = exposure.given.said
        made = (
            {"loadBalancerClass": said["type"].gives(auto_mode.NLB)}
            if exposure.environment.cluster.auto_mode
            else {}
        )
        entry = super().entry(exposure) | made | said.picked(("loadBalancerClass",))
        return entry | ({"sourceRanges": exposure.sources} if exposure.sources else {})

    def entry_point(self, exposure: Exposure) -> str:
        return own_balancer(exposure)

    def drains(self, provider: Provider) -> bool:
        return provider is Provider.EKS
