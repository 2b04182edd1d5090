"""What scales a workload, as the service chart takes it: pods by metrics and triggers, their size by what they used."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright.kubernetes.quantities import seconds
from helmwright.model.service import Workload

Fields = Mapping[str, Any]

_TRIGGER = {"type": "type", "metadata": "metadata", "metricType": "metricType"} | {
    "cached": "useCachedMetrics",
    "authentication": "authenticationRef",
}
_VERTICAL = {"mode": "updateMode", "minReplicas": "minReplicas", "resources": "controlledResources"} | {
    "values": "controlledValues",
    "min": "minAllowed",
    "max": "maxAllowed",
}


def replicas(workload: Workload) -> dict[str, Any]:
    """A fixed number of pods, or the autoscaler's bounds and what it scales by."""
    bounds = workload.replicas
    if bounds.maximum is None:
        return {"replicaCount": bounds.minimum} if bounds.minimum != 1 else {}
    given = workload.section("replicas")
    parts: Fields = {
        "cpu": bounds.cpu,
        "memory": bounds.memory,
        "metrics": _each(given, "metrics", _metric),
        "triggers": _each(given, "triggers", lambda trigger: _renamed(trigger, _TRIGGER)),
        "pollingInterval": _seconds(given, "polling"),
        "cooldownPeriod": _seconds(given, "cooldown"),
        "fallback": _renamed(
            given.get("fallback", {}), {"failures": "failureThreshold", "replicas": "replicas"}
        ),
        "behavior": _each(given, "behavior", _rules),
    }
    return {
        "autoscaling": {
            "min": bounds.minimum,
            "max": bounds.maximum,
            **{name: part for name, part in parts.items() if part is not None and part != {}},
        }
    }


def vertical(workload: Workload) -> dict[str, Any]:
    """What sizes the pods; off means that it only recommends."""
    given = workload.section("verticalScaling")
    return {"verticalPodAutoscaler": _renamed({"mode": "Off", **given}, _VERTICAL)} if given else {}


def _each(given: Fields, name: str, one: Any) -> dict[str, Any]:
    return {key: one(entry) for key, entry in sorted(given.get(name, {}).items())}


def _renamed(given: Fields, names: Mapping[str, str]) -> dict[str, Any]:
    return {value: given[name] for name, value in names.items() if name in given}


def _seconds(given: Fields, name: str) -> int | None:
    return seconds(given[name]) if name in given else None


def _metric(given: Fields) -> dict[str, Any]:
    """A MetricSpec of `autoscaling/v2`."""
    kind = given["type"]
    selector = {"selector": {"matchLabels": given["selector"]}} if "selector" in given else {}
    average = {"type": "AverageValue", "averageValue": given.get("average")}
    target = average if "average" in given else {"type": "Value", "value": given["value"]}
    described = {"describedObject": given["object"]} if kind == "Object" else {}
    source = {**described, "metric": {"name": given["metric"], **selector}, "target": target}
    return {"type": kind, kind.lower(): source}


def _rules(given: Fields) -> dict[str, Any]:
    result: dict[str, Any] = {}
    if "window" in given:
        result["stabilizationWindowSeconds"] = seconds(given["window"])
    if "select" in given:
        result["selectPolicy"] = given["select"]
    if "policies" in given:
        result["policies"] = [
            {"type": policy["type"], "value": policy["value"], "periodSeconds": seconds(policy["period"])}
            for policy in given["policies"]
        ]
    return result
