"""How many pods there are and how they are replaced.

A fixed number and a range are two forms of one field, `replicas`, so that both at once cannot be written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from helmwright.codes.code import Code
from helmwright.findings import Finding, dotted
from helmwright.kubernetes.quantities import seconds
from helmwright.model.drain import default_drain
from helmwright.model.resolved import Resolved
from helmwright.model.service import Service, WorkloadKind

CODES = (
    Code(
        "R501",
        "autoscaling without a target",
        "An autoscaler without a metric never changes the number of pods.",
        "Add cpu, memory or both to replicas, in percent of what is requested.",
    ),
    Code(
        "R502",
        "autoscaling without a maximum",
        "A range of replicas needs its upper end. An override that says only min, over a fixed number, "
        "looks like this.",
        "Add max and a target, or write replicas as a number.",
    ),
    Code(
        "R503",
        "minimum above maximum",
        "The API server refuses an autoscaler whose minimum is above its maximum.",
        "Raise the one or lower the other; they may come from different layers.",
    ),
    Code(
        "R507",
        "grace period used up by draining",
        "Draining takes all of the grace period, and the process is killed without being asked to stop.",
        "Make shutdown.grace longer than shutdown.drain.",
    ),
    Code(
        "R508",
        "rollout that cannot progress",
        "A rolling update must be allowed one pod more or one pod less than wanted; the API server refuses "
        "neither, and more than all.",
        "Set maxSurge or maxUnavailable.",
    ),
    Code(
        "R509",
        "disruption budget that blocks drains",
        "If no pod may be evicted, no node can be drained: upgrades of the cluster and the cluster "
        "autoscaler wait for ever.",
        "Allow one unavailable pod, or write disruption: false.",
    ),
)

_GRACE = 60  # the service chart's default


def autoscaling(resolved: Resolved) -> Iterator[Finding]:
    """A range has an upper end, is not upside down, and something moves the number within it."""
    for service, workload in resolved.workloads():
        replicas = workload.fields.get("replicas")
        if not isinstance(replicas, Mapping):
            continue
        layers, path = service.layers, workload.to("replicas")
        where = dotted(path)
        if "max" not in replicas:
            hint = "write max: 10 and a target such as cpu: 70, or a fixed number as replicas: 3"
            yield Finding("R502", layers.origin((*path, "max")), f"{where} lacks max", hint)
            continue
        if replicas.get("min", 1) > replicas["max"]:
            at = layers.latest((*path, "min"), (*path, "max"))
            message = f"{where}.min, {replicas['min']}, is more than {where}.max, {replicas['max']}"
            yield Finding("R503", at, message, "raise the one or lower the other")
        if not any(replicas.get(target) for target in ("cpu", "memory", "metrics", "triggers")):
            at = layers.origin((*path, "cpu"))
            yield Finding("R501", at, f"{where} lacks a target to scale by", "for example cpu: 70")


def rollout(resolved: Resolved) -> Iterator[Finding]:
    """A rolling update may start a new pod first, or stop an old one; without either it never moves."""
    for service, workload in resolved.workloads():
        given, path = workload.section("rollout"), workload.to("rollout")
        surge, unavailable = given.get("maxSurge", "25%"), given.get("maxUnavailable", 0)
        if not workload.path and service.kind is WorkloadKind.DAEMON_SET:
            yield from _daemon_set(service)
        elif (
            given.get("type") not in ("recreate", "blueGreen") and _number(surge) == _number(unavailable) == 0
        ):
            at = service.layers.latest((*path, "maxSurge"), (*path, "maxUnavailable"))
            message = f"{dotted(path)} allows no pod more and no pod less, so that nothing can be replaced"
            yield Finding("R508", at, message, "write maxSurge: 25%")
        if _is_more_than_all(unavailable):
            at = service.layers.origin((*path, "maxUnavailable"))
            message = f"{dotted(path)}.maxUnavailable, {unavailable}, is more than all pods"
            yield Finding("R508", at, message, "write 100% at most")


def _daemon_set(service: Service) -> Iterator[Finding]:
    """A DaemonSet's new pod comes before the old one goes or after it; the API server refuses both and neither."""
    given = service.section("rollout")
    surge = _number(given.get("maxSurge", 0))
    if (surge == 0) == (_number(given.get("maxUnavailable", 0 if surge else 1)) == 0):
        at = service.layers.latest(("rollout", "maxSurge"), ("rollout", "maxUnavailable"))
        message = "of a DaemonSet's rollout.maxSurge and rollout.maxUnavailable not exactly one is 0"
        yield Finding("R508", at, message, "write one of the two")


def disruption(resolved: Resolved) -> Iterator[Finding]:
    """Nodes can be drained."""
    for service, workload in resolved.workloads():
        budget, path = workload.fields.get("disruption"), workload.to("disruption", "maxUnavailable")
        if isinstance(budget, Mapping) and _number(budget.get("maxUnavailable", 1)) == 0:
            message = "no pod may ever be evicted, which blocks every drain of a node"
            hint = "write maxUnavailable: 1, or disruption: false for no budget"
            yield Finding("R509", service.layers.origin(path), message, hint)
        if isinstance(budget, Mapping) and _is_more_than_all(budget.get("maxUnavailable", 1)):
            message = f"{dotted(path)}, {budget['maxUnavailable']}, is more than all pods"
            yield Finding("R508", service.layers.origin(path), message, "write 100% at most")


def shutdown(resolved: Resolved) -> Iterator[Finding]:
    """After draining there is time left to stop."""
    for release, service in resolved.services():
        for workload in service.workloads:
            given = workload.section("shutdown")
            default = default_drain(service, workload, release.environment)
            drain = seconds(given["drain"]) if "drain" in given else default
            grace = seconds(given["grace"]) if "grace" in given else _GRACE
            if drain >= grace:
                path = workload.to("shutdown")
                at = service.layers.latest((*path, "drain"), (*path, "grace"))
                message = f"of {grace}s to stop, draining takes {drain}s, and the process gets no time"
                yield Finding("R507", at, message, f"write grace: {drain + 30}s")


def _is_more_than_all(count: int | str) -> bool:
    return isinstance(count, str) and _number(count) > 100


def _number(count: int | str) -> int:
    return int(str(count).removesuffix("%"))


RULES = (autoscaling, shutdown, rollout, disruption)
