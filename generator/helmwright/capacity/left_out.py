"""What workloads say that the packing does not respect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from helmwright.capacity.demands import counts_own
from helmwright.capacity.kinds import HOST, ZONE
from helmwright.capacity.workloads import Workload

_COUNTED = ("cpu", "memory", "ephemeral-storage")


def left_out(works: Iterable[Workload]) -> tuple[str, ...]:
    """A phrase for each, with how many workloads say it."""
    found = Counter(what for work in works for what in set(_left_out(work)))
    return tuple(f"{what} ({count})" for what, count in sorted(found.items()))


def _left_out(work: Workload) -> Iterator[str]:
    affinity = work.spec.get("affinity") or {}
    required = "requiredDuringSchedulingIgnoredDuringExecution"
    if (affinity.get("podAffinity") or {}).get(required):
        yield "required affinity to other pods"
    for term in (affinity.get("podAntiAffinity") or {}).get(required) or ():
        if term.get("topologyKey") not in (HOST, ZONE):
            yield "required anti-affinity by something else than node and zone"
        if term.get("namespaceSelector"):
            yield "required anti-affinity to pods of namespaces with labels"
    for constraint in work.spec.get("topologySpreadConstraints") or ():
        if constraint.get("whenUnsatisfiable") != "DoNotSchedule":
            continue
        if constraint.get("topologyKey") not in (HOST, ZONE):
            yield "required spread by something else than node and zone"
        if constraint.get("labelSelector") is not None and not counts_own(work, constraint):
            yield "required spread among other pods"
    for container in work.spec.get("containers") or ():
        asked = (container.get("resources") or {}).get("requests") or {}
        limits = (container.get("resources") or {}).get("limits") or {}
        for name in {**asked, **limits}:
            if name == "ephemeral-storage":
                yield "requests of ephemeral storage"
            elif name not in _COUNTED:
                yield f"requests of {name}"
