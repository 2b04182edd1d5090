"""The kind of workload and, for a Rollout of Argo Rollouts, its steps, as the service chart takes it."""

from __future__ import annotations

from typing import Any

from helmwright.kubernetes.quantities import seconds
from helmwright.model.field import Field
from helmwright.model.graph import Graph
from helmwright.model.release import Release
from helmwright.model.service import Service, WorkloadKind

_TIMES = {"autoPromotionAfter": "autoPromotionSeconds", "scaleDownDelay": "scaleDownDelaySeconds"}


def workload(service: Service, _release: Release, _graph: Graph) -> dict[str, Any]:
    """What keeps the service's own pods running."""
    kind, given = service.kind, service.said
    rollout = given.section("rollout")
    match kind:
        case WorkloadKind.DEPLOYMENT:
            return {}
        case WorkloadKind.ROLLOUT:
            return {"workload": rollout.gives({"type": kind.value}), "rollout": _rollout(rollout)}
        case WorkloadKind.STATEFUL_SET:
            own = given.section("statefulSet")
            return {"workload": given["workload"].gives({"type": kind.value, **own.picked(tuple(own.value))})}
        case _:
            return {"workload": given["workload"].gives({"type": kind.value})}


def _rollout(given: Field) -> Field:
    kind = given.value["type"]
    if kind == "canary":
        steps = given.section("steps")
        return given.gives({"type": kind, **({"steps": steps.each(_step)} if steps else {})})
    promotion = given.picked(("autoPromotion",))
    return given.gives({"type": kind, **promotion, **given.picked(_TIMES, seconds)})


def _step(given: Field) -> Field:
    if isinstance(given.value, int):
        return given.gives({"weight": given.value})
    manual = (
        {"manual": True} if given.value.get("manual") else given.picked({"pause": "pauseSeconds"}, seconds)
    )
    return given.gives({"weight": given["weight"], **manual})
