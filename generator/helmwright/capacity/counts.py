"""How many pods an object has, and may have in an update."""

from __future__ import annotations

import re
from math import ceil

from helmwright.kubernetes.manifests import Object

_AUTOSCALERS = {
    "HorizontalPodAutoscaler": ("minReplicas", 1, "maxReplicas", 1),
    "ScaledObject": ("minReplicaCount", 0, "maxReplicaCount", 100),
}
"""The fields of the fewest and the most pods with their defaults (https://keda.sh/docs/latest/reference/scaledobject-spec/)."""
_SURGE = "25%"


def range_of(item: Object) -> tuple[int, int] | None:
    """The fewest and the most pods that an autoscaler leaves, None for what is no autoscaler."""
    fields = _AUTOSCALERS.get(item.get("kind", ""))
    if fields is None:
        return None
    least, least_default, most, most_default = fields
    spec = item.get("spec") or {}
    return _number(spec.get(least), least_default), _number(spec.get(most), most_default)


def target_of(item: Object) -> tuple[str, str] | None:
    """The kind and name of what an autoscaler scales."""
    target = (item.get("spec") or {}).get("scaleTargetRef") or {}
    return (target.get("kind", "Deployment"), target["name"]) if "name" in target else None


def counts_of(item: Object, scaled: tuple[int, int] | None) -> tuple[int, int, int]:
    """At minimum, normally and at maximum: what an autoscaler leaves, what is stated, what it goes up to.

    Pods that end are there at maximum alone, as many as may run at once.
    """
    kind, spec = item["kind"], item.get("spec") or {}
    if kind in ("Job", "CronJob"):
        job = spec if kind == "Job" else (spec.get("jobTemplate") or {}).get("spec") or {}
        return 0, 0, _number(job.get("parallelism"), 1)
    if kind in ("DaemonSet", "Pod"):
        return 1, 1, 1
    stated = _number(spec.get("replicas"), 1)
    if scaled is None:
        return stated, stated, stated
    least, most = scaled
    return least, min(max(stated, least), most), most


def surge_of(item: Object, counts: tuple[int, int, int]) -> tuple[int, int, int]:
    """How many pods an update has beside all that it replaces, at most (https://kubernetes.io/docs/concepts/workloads/).

    A Rollout that is blue and green has them all twice.
    """
    spec = item.get("spec") or {}
    strategy = spec.get("strategy") or {}
    if item["kind"] == "Rollout":
        if "blueGreen" in strategy:
            return counts
        more = (strategy.get("canary") or {}).get("maxSurge", _SURGE)
    elif item["kind"] == "Deployment" and strategy.get("type") != "Recreate":
        more = (strategy.get("rollingUpdate") or {}).get("maxSurge", _SURGE)
    else:
        return 0, 0, 0
    least, usual, most = (_part(more, count) for count in counts)
    return least, usual, most


def _part(more: object, count: int) -> int:
    """A number of pods, or a percentage of them rounded up; the default for what is neither."""
    if isinstance(more, int):
        return _number(more, 0) if count else 0
    share = more if isinstance(more, str) and re.fullmatch("[0-9]{1,6}%", more) else _SURGE
    return ceil(int(share[:-1]) * count / 100)


def _number(said: object, default: int) -> int:
    """A number of pods; the default where none is said, or where what is said is none."""
    return max(0, said) if isinstance(said, int) else default
