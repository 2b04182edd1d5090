"""What scales: complete, of one kind, and one autoscaler for each resource."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from helmwright.codes.code import Code
from helmwright.findings import Finding, dotted, listed
from helmwright.kubernetes.quantities import seconds
from helmwright.model.resolved import Resolved

CODES = (
    Code(
        "R848",
        "setting of another kind of autoscaler",
        "Triggers are KEDA's, which makes the HorizontalPodAutoscaler itself and can stop every pod. Without triggers "
        "Kubernetes scales by metrics, to one pod at least.",
        "Write triggers, or what Kubernetes has: cpu, memory and metrics with min: 1.",
    ),
    Code(
        "R849",
        "metric or trigger incomplete",
        "A metric has a type, a name and one target; of an object the object too. A trigger has a type and metadata.",
        "Add what is missing.",
    ),
    Code(
        "R850",
        "two autoscalers of one resource",
        "A HorizontalPodAutoscaler compares use with the request. A VerticalPodAutoscaler that changes this request "
        "makes the two drive each other.",
        "Let one of the two leave the resource alone.",
    ),
    Code(
        "R851",
        "time beyond what an autoscaler takes",
        "A stabilization window is an hour at most, and the period of a policy half an hour.",
        "Write a shorter time.",
    ),
)

_OF_KEDA = ("polling", "cooldown", "fallback")
_WINDOW, _PERIOD = 3600, 1800
"""The longest that the API server takes, in seconds (autoscaling/v2 in the Kubernetes API reference)."""


def forms(resolved: Resolved) -> Iterator[Finding]:
    """KEDA scales by triggers, to zero too, and a HorizontalPodAutoscaler by metrics."""
    for service, workload in resolved.workloads():
        replicas, path = workload.fields.get("replicas"), workload.to("replicas")
        if not isinstance(replicas, Mapping):
            continue
        where, origin = dotted(path), service.layers.origin
        if replicas.get("triggers"):
            if replicas.get("metrics"):
                message = f"{where} has metrics, and KEDA, which its triggers ask for, takes none"
                hint = "write a trigger in place of each metric"
                yield Finding("R848", origin((*path, "metrics")), message, hint)
            continue
        if replicas.get("min") == 0:
            message = f"{where}.min is 0, and nothing says when there is work again"
            yield Finding("R848", origin((*path, "min")), message, "write min: 1, or triggers")
        for key in _OF_KEDA:
            if key in replicas:
                message = f"{where}.{key} is for triggers, and there are none"
                yield Finding("R848", origin((*path, key)), message, f"remove {key}, or write triggers")


def sources(resolved: Resolved) -> Iterator[Finding]:
    """Every metric and every trigger says what it is and what to aim at."""
    for service, workload in resolved.workloads():
        replicas = workload.fields.get("replicas")
        if not isinstance(replicas, Mapping):
            continue
        for name, metric in replicas.get("metrics", {}).items():
            path = workload.to("replicas", "metrics", name)
            needed = ("type", "metric", *(("object",) if metric.get("type") == "Object" else ()))
            if missing := [key for key in needed if key not in metric]:
                at = service.layers.origin((*path, missing[0]))
                hint = 'for example type: External, metric: queue_depth, average: "30"'
                yield Finding("R849", at, f"{dotted(path)} lacks {listed(missing)}", hint)
            allowed = ("average",) if metric.get("type") == "Pods" else ("average", "value")
            if len([key for key in ("average", "value") if key in metric]) != 1 or not metric.keys() & set(
                allowed
            ):
                at = service.layers.latest((*path, "average"), (*path, "value"))
                message = f"{dotted(path)} does not aim at exactly one of {listed(allowed)}"
                yield Finding("R849", at, message, 'for example average: "30"')
        for name, trigger in replicas.get("triggers", {}).items():
            path = workload.to("replicas", "triggers", name)
            if missing := [key for key in ("type", "metadata") if not trigger.get(key)]:
                at = service.layers.origin((*path, missing[0]))
                hint = 'for example type: rabbitmq, metadata: {queueName: mail, value: "20"}'
                yield Finding("R849", at, f"{dotted(path)} lacks {listed(missing)}", hint)


def speed(resolved: Resolved) -> Iterator[Finding]:
    """Windows and periods are as short as the API server wants them."""
    for service, workload in resolved.workloads():
        replicas = workload.fields.get("replicas")
        behavior = replicas.get("behavior", {}) if isinstance(replicas, Mapping) else {}
        for direction, rules in behavior.items():
            path = workload.to("replicas", "behavior", direction)
            times = [((*path, "window"), rules.get("window", "0s"), _WINDOW)]
            for index, policy in enumerate(rules.get("policies", ())):
                times.append(((*path, "policies", index, "period"), policy["period"], _PERIOD))
            for where, text, most in times:
                if seconds(text) > most:
                    message = f"{dotted(where)}, {text}, is longer than {most}s"
                    yield Finding("R851", service.layers.origin(where), message, f"write {most}s at most")


def resources(resolved: Resolved) -> Iterator[Finding]:
    """Nothing changes the request that the number of pods is scaled by."""
    for service, workload in resolved.workloads():
        vertical, replicas = workload.section("verticalScaling"), workload.fields.get("replicas")
        if vertical.get("mode", "Off") == "Off" or not isinstance(replicas, Mapping):
            continue
        for resource in vertical.get("resources", ("cpu", "memory")):
            if resource in replicas:
                path = workload.to("verticalScaling")
                at = service.layers.latest((*path, "resources"), workload.to("replicas", resource))
                message = (
                    f"{dotted(workload.to('replicas'))} scales by {resource}, which {dotted(path)} changes"
                )
                hint = "leave the resource out of verticalScaling.resources, or write mode: Off"
                yield Finding("R850", at, message, hint)


RULES = (forms, sources, speed, resources)
