"""What KEDA's admission webhook refuses of a ScaledObject, beyond what its schema says.

https://github.com/kedacore/keda/blob/v2.20.2/apis/keda/v1alpha1/scaledobject_webhook.go
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from helmwright import names
from helmwright.codes.code import Code
from helmwright.findings import Finding, dotted
from helmwright.model.resolved import Resolved
from helmwright.model.service import Service, Workload

CODES = (
    Code(
        "R853",
        "scaling that KEDA refuses",
        "KEDA's admission webhook refuses a ScaledObject that its use of resources alone should wake from no pods, or "
        "should fall back on, that asks for cached metrics where there are none, or whose HorizontalPodAutoscaler, "
        "which KEDA calls keda-hpa- and the workload's name, has more than 63 characters. The sync fails there.",
        "Add a trigger that is neither cpu nor memory, or leave out what needs one; shorten the name.",
    ),
)

_OF_PODS = ("cpu", "memory")
"""Triggers that measure pods, and so know nothing where there are none (`verifyCPUMemoryScalers`)."""
_UNCACHED = (*_OF_PODS, "cron")


def accepted(resolved: Resolved) -> Iterator[Finding]:
    """KEDA's webhook lets every ScaledObject in."""
    for service, workload in resolved.workloads():
        replicas = workload.fields.get("replicas")
        if isinstance(replicas, Mapping) and replicas.get("triggers"):
            yield from _refused(service, workload, replicas)


def _refused(service: Service, workload: Workload, replicas: Mapping[str, Any]) -> Iterator[Finding]:
    path, triggers, origin = workload.to("replicas"), replicas["triggers"], service.layers.origin
    where, by_pods = dotted(path), all(trigger.get("type") in _OF_PODS for trigger in triggers.values())
    if by_pods and workload.replicas.minimum == 0:
        message = f"{where}.min is 0, and cpu and memory never say that there is work again"
        yield Finding("R853", origin((*path, "min")), message, "write min: 1, or a trigger of another type")
    if by_pods and "fallback" in replicas:
        message = f"{where}.fallback is for triggers that are neither cpu nor memory, and there are none"
        yield Finding(
            "R853", origin((*path, "fallback")), message, "remove it, or add a trigger of another type"
        )
    for name, trigger in triggers.items():
        if trigger.get("cached") and trigger.get("type") in _UNCACHED:
            message = (
                f"{where}.triggers.{name}.cached means nothing to a trigger of the type {trigger['type']}"
            )
            yield Finding("R853", origin((*path, "triggers", name, "cached")), message, "remove it")
    name = "-".join((service.name, *map(str, workload.path[-1:])))
    if len(name) > names.SCALED_MAX:
        message = f"'{name}' has {len(name)} characters, and what KEDA scales {names.SCALED_MAX} at most"
        yield Finding("R853", origin(path), message, "shorten a name that it is made of")


RULES = (accepted,)
