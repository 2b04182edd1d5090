"""A Service of its own beside the cluster-internal one.

So a metrics port never ends up on a load balancer, and the way out can change without touching what callers inside use.
"""

from __future__ import annotations

from typing import Any

from helmwright.model.exposure.exposure import EVERYWHERE, Exposure, Kind
from helmwright.model.field import Field
from helmwright.model.service import Service

_SHARING = {"distribution": "trafficDistribution", "sessionAffinity": "sessionAffinity"}


class OwnService(Kind):
    """What node ports and load balancers of a service's own have in common."""

    uses = frozenset({"externalTrafficPolicy", "hostnameAnnotation", "nodePorts", "sourceRanges"})

    def made(self, _: Exposure) -> tuple[str, str]:
        return "Service", "externalServices"

    def entry(self, exposure: Exposure) -> dict[str, Any]:
        given, said = exposure.given, exposure.said
        pinned = given.said.section("nodePorts").picked({exposure.asked.key: "nodePort"})
        ports = said.section("port").gives({port.name: pinned for port in exposure.ports})
        entry: dict[str, Any] = {"type": given.said["type"], "ports": ports}
        annotations = exposure.annotations
        if given.hostname_annotation and exposure.hosts:
            annotations[given.hostname_annotation] = said["hosts"].gives(",".join(exposure.hosts))
        if annotations:
            entry["annotations"] = dict(sorted(annotations.items()))
        return entry | given.said.picked(("externalTrafficPolicy",)) | sharing(exposure.service)

    def clients(self, exposure: Exposure) -> list[str]:
        ranges, network = exposure.sources.value, exposure.environment.cluster.cidrs
        return list(dict.fromkeys((*ranges, *network)) if ranges and network else EVERYWHERE)


def sharing(service: Service) -> dict[str, Field]:
    """How connections to a Service are shared among its pods."""
    return service.said.section("traffic").picked(_SHARING)
