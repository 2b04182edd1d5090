"""How many pods there are and how they are replaced, as the service chart takes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright.emit.service.autoscaling import replicas, vertical
from helmwright.model.field import Field
from helmwright.model.service import Workload


def scaling(workload: Workload, given: Field) -> dict[str, Any]:
    """The number of pods or its bounds, their size, the strategy of a rollout, and the disruption budget.

    `given` are the workload's fields.
    """
    return {**replicas(workload, given), **vertical(given), **_strategy(given), **_budget(given)}


def _strategy(given: Field) -> dict[str, Any]:
    rollout = given.section("rollout")
    if not rollout:
        return {}
    limits = rollout.picked(("maxSurge", "maxUnavailable"))
    match rollout.value.get("type", "rolling"):
        case "rolling":
            return {"strategy": rollout.gives({"type": "RollingUpdate", **limits})}
        case "recreate":
            return {"strategy": rollout.gives({"type": "Recreate"})}
        case "canary" if limits:
            return {"strategy": rollout.gives(limits)}
        case _:
            return {}


def _budget(given: Field) -> dict[str, Any]:
    disruption = given.section("disruption")
    if disruption.value is False:
        return {"podDisruptionBudget": disruption.gives({"enabled": False})}
    return {"podDisruptionBudget": disruption} if isinstance(disruption.value, Mapping) and disruption else {}
