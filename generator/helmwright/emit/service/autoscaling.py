"""What scales a workload, as the service chart takes it: pods by metrics and triggers, their size by what they used."""

from __future__ import annotations

from typing import Any

from helmwright.kubernetes.quantities import seconds
from helmwright.model.field import Field
from helmwright.model.service import Workload

_TRIGGER = {"type": "type", "metadata": "metadata", "metricType": "metricType"} | {
    "cached": "useCachedMetrics",
    "authentication": "authenticationRef",
}
_TIMES = {"polling": "pollingInterval", "cooldown": "cooldownPeriod"}
_FALLBACK = {"failures": "failureThreshold", "replicas": "replicas"}
_VERTICAL = {"mode": "updateMode", "minReplicas": "minReplicas", "resources": "controlledResources"} | {
    "values": "controlledValues",
    "min": "minAllowed",
    "max": "maxAllowed",
}


def replicas(workload: Workload, given: Field) -> dict[str, Any]:
    """A fixed number of pods, or the autoscaler's bounds and what it scales by; `given` are the workload's fields.

    The least number is in the manifest too. Were it to leave when an autoscaler comes, the API server's default, 1,
    would take its place; the Application leaves the number alone (`emit/argocd/applications.py`).
    """
    bounds = workload.replicas
    said = given.section("replicas")
    if bounds.maximum is None:
        return {"replicaCount": said.gives(bounds.minimum)} if bounds.minimum != 1 else {}
    fallback = said.section("fallback")
    by = {
        "metrics": said.section("metrics").each(_metric),
        "triggers": said.section("triggers").each(lambda trigger: trigger.gives(trigger.picked(_TRIGGER))),
    }
    how = {
        "fallback": fallback.gives(fallback.picked(_FALLBACK)),
        "behavior": said.section("behavior").each(_rules),
    }
    return {
        "autoscaling": said.gives(
            {
                "min": bounds.minimum,
                "max": bounds.maximum,
                "initialReplicas": bounds.minimum,
                **said.picked(("cpu", "memory")),
                **{name: part for name, part in by.items() if part},
                **said.picked(_TIMES, seconds),
                **{name: part for name, part in how.items() if part},
            }
        )
    }


def vertical(given: Field) -> dict[str, Any]:
    """What sizes the pods; off means that it only recommends."""
    said = given.section("verticalScaling")
    mode = {} if "mode" in said else {_VERTICAL["mode"]: "Off"}
    return {"verticalPodAutoscaler": said.gives({**mode, **said.picked(_VERTICAL)})} if said else {}


def _metric(given: Field) -> Field:
    """A MetricSpec of `autoscaling/v2`."""
    said = given.value
    kind = said["type"]
    selector = (
        {"selector": given["selector"].gives({"matchLabels": given["selector"]})}
        if "selector" in said
        else {}
    )
    target = (
        given["average"].gives({"type": "AverageValue", "averageValue": said["average"]})
        if "average" in said
        else given["value"].gives({"type": "Value", "value": said["value"]})
    )
    described = {"describedObject": given["object"]} if kind == "Object" else {}
    source = {**described, "metric": {"name": given["metric"], **selector}, "target": target}
    return given.gives({"type": kind, kind.lower(): source})


def _rules(given: Field) -> Field:
    result: dict[str, Any] = {**given.picked({"window": "stabilizationWindowSeconds"}, seconds)}
    result |= given.picked({"select": "selectPolicy"})
    if "policies" in given:
        result["policies"] = given["policies"].each(_policy)
    return given.gives(result)


def _policy(given: Field) -> Field:
    return given.gives(given.picked(("type", "value")) | given.picked({"period": "periodSeconds"}, seconds))
