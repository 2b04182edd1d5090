"""The kind of workload and, for a Rollout of Argo Rollouts, its steps, as the service chart takes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright.kubernetes.quantities import seconds
from helmwright.model.graph import Graph
from helmwright.model.release import Release
from helmwright.model.service import Service, WorkloadKind

_TIMES = {"autoPromotionAfter": "autoPromotionSeconds", "scaleDownDelay": "scaleDownDelaySeconds"}


def workload(service: Service, _release: Release, _graph: Graph) -> dict[str, Any]:
    """What keeps the service's own pods running."""
    kind = service.kind
    if kind is WorkloadKind.DEPLOYMENT:
        return {}
    result: dict[str, Any] = {"workload": {"type": kind.value}}
    if kind is WorkloadKind.STATEFUL_SET:
        result["workload"] |= service.section("statefulSet")
    if kind is WorkloadKind.ROLLOUT:
        result["rollout"] = _rollout(service.section("rollout"))
    return result


def _rollout(given: Mapping[str, Any]) -> dict[str, Any]:
    if given["type"] == "canary":
        steps = [_step(step) for step in given.get("steps", ())]
        return {"type": "canary", **({"steps": steps} if steps else {})}
    promotion = {"autoPromotion": given["autoPromotion"]} if "autoPromotion" in given else {}
    times = {chart: seconds(given[name]) for name, chart in _TIMES.items() if name in given}
    return {"type": "blueGreen", **promotion, **times}


def _step(step: int | Mapping[str, Any]) -> dict[str, Any]:
    if isinstance(step, int):
        return {"weight": step}
    if step.get("manual"):
        return {"weight": step["weight"], "manual": True}
    return {"weight": step["weight"], **({"pauseSeconds": seconds(step["pause"])} if "pause" in step else {})}
