"""How many pods there are and how they are replaced, as the service chart takes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright.emit.autoscaling import replicas, vertical
from helmwright.model.service import Workload


def scaling(workload: Workload) -> dict[str, Any]:
    """The number of pods or its bounds, their size, the strategy of a rollout, and the disruption budget."""
    return {**replicas(workload), **vertical(workload), **_strategy(workload), **_budget(workload)}


def _strategy(workload: Workload) -> dict[str, Any]:
    rollout = workload.section("rollout")
    if not rollout:
        return {}
    limits = {name: rollout[name] for name in ("maxSurge", "maxUnavailable") if name in rollout}
    match rollout.get("type", "rolling"):
        case "rolling":
            return {"strategy": {"type": "RollingUpdate", **limits}}
        case "recreate":
            return {"strategy": {"type": "Recreate"}}
        case "canary" if limits:
            return {"strategy": limits}
        case _:
            return {}


def _budget(workload: Workload) -> dict[str, Any]:
    disruption = workload.fields.get("disruption")
    if disruption is False:
        return {"podDisruptionBudget": {"enabled": False}}
    if isinstance(disruption, Mapping) and disruption:
        return {"podDisruptionBudget": disruption}
    return {}
