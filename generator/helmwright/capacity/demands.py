"""What a packing must know of a workload: the kinds of node that it may be on, and how many of its pods where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from helmwright.capacity.allocatable import Room
from helmwright.capacity.fitting import Refusal, refusal, required_terms
from helmwright.capacity.kinds import HOST, ZONE, NodeKind
from helmwright.capacity.workloads import Workload
from helmwright.kubernetes.selectors import selected

MANY = 1 << 30
"""More than there can be."""


@dataclass(frozen=True, slots=True)
class Demand:
    """`kinds` are the numbers of the kinds of node that take its pods.

    At most `on_host` are on a node and `in_zone` in a zone; the skews are how many more one of them may have than
    another, an empty one where there are fewer than `zones`. It keeps apart from the demands that are its foes.
    """

    room: Room
    kinds: frozenset[int]
    on_host: int = MANY
    in_zone: int = MANY
    host_skew: int = MANY
    zone_skew: int = MANY
    zones: int = 0
    foes_on_host: frozenset[int] = frozenset()
    foes_in_zone: frozenset[int] = frozenset()


def demands(works: Sequence[Workload], kinds: Sequence[NodeKind]) -> tuple[Demand, ...]:
    """What each of the workloads demands, in their order."""
    fitting = _Fitting(kinds)
    plain = [_spread(Demand(work.room, fitting.kinds(work)), work) for work in works]
    foes: dict[str, dict[int, set[int]]] = {HOST: defaultdict(set), ZONE: defaultdict(set)}
    find = _finder(works)
    for number, work in enumerate(works):
        for term in _apart(work):
            for other in find(work, term):
                foes[term["topologyKey"]][number].add(other)
                foes[term["topologyKey"]][other].add(number)
    return tuple(
        replace(
            demand,
            on_host=1 if number in foes[HOST][number] else demand.on_host,
            in_zone=1 if number in foes[ZONE][number] else demand.in_zone,
            foes_on_host=frozenset(foes[HOST][number] - {number}),
            foes_in_zone=frozenset(foes[ZONE][number] - {number}),
        )
        for number, demand in enumerate(plain)
    )


def refusals(work: Workload, kinds: Sequence[NodeKind]) -> dict[str, Refusal]:
    """What keeps the workload's pods off the nodes of each group, those left out where some nodes take them."""
    found: dict[str, Refusal | None] = {}
    for kind in kinds:
        why = refusal(work.spec, kind.labels, kind.taints, kind.unknown) or _too_large(work.room, kind.room)
        found[kind.group.name] = why and found.get(kind.group.name, why)
    return {name: why for name, why in found.items() if why}


_ASKED = ("containers", 0, "resources", "requests")


def _too_large(asked: Room, room: Room) -> Refusal | None:
    if asked.cpu > room.cpu:
        return Refusal(f"it asks for {asked.cpu}m of cpu, and a node has {room.cpu}m", _ASKED)
    if asked.memory > room.memory:
        has = max(0, room.memory) >> 20
        return Refusal(f"it asks for {asked.memory >> 20}Mi of memory, and a node has {has}Mi", _ASKED)
    return None if room.pods > 0 else Refusal("a node takes no pod beside those of DaemonSets", ())


class _Fitting:
    """Which kinds of node take pods; many workloads ask for the same."""

    def __init__(self, kinds: Sequence[NodeKind]) -> None:
        self._kinds = kinds
        self._known: dict[str, tuple[int, ...]] = {}

    def kinds(self, work: Workload) -> frozenset[int]:
        return frozenset(
            number for number in self._willing(work) if not _too_large(work.room, self._kinds[number].room)
        )

    def _willing(self, work: Workload) -> tuple[int, ...]:
        spec = work.spec
        key = repr((spec.get("nodeSelector"), required_terms(spec), spec.get("tolerations")))
        if key not in self._known:
            willing = (not refusal(spec, kind.labels, kind.taints, kind.unknown) for kind in self._kinds)
            self._known[key] = tuple(number for number, takes in enumerate(willing) if takes)
        return self._known[key]


def _spread(demand: Demand, work: Workload) -> Demand:
    for constraint in work.spec.get("topologySpreadConstraints") or ():
        if constraint.get("whenUnsatisfiable") != "DoNotSchedule" or not counts_own(work, constraint):
            continue
        if constraint.get("topologyKey") == HOST:
            demand = replace(demand, host_skew=min(demand.host_skew, _skew(constraint)))
        elif constraint.get("topologyKey") == ZONE:
            skew = min(demand.zone_skew, _skew(constraint))
            demand = replace(demand, zone_skew=skew, zones=max(demand.zones, constraint.get("minDomains", 0)))
    return demand


def _skew(constraint: Mapping[str, Any]) -> int:
    """Kubernetes refuses a skew below 1."""
    said: int = constraint.get("maxSkew", 1)
    return max(1, said)


def counts_own(work: Workload, constraint: Mapping[str, Any]) -> bool:
    """Whether a constraint of a spread compares the workload's own pods."""
    return selected(constraint.get("labelSelector"), work.labels)


def _apart(work: Workload) -> Iterator[Mapping[str, Any]]:
    affinity = (work.spec.get("affinity") or {}).get("podAntiAffinity") or {}
    for term in affinity.get("requiredDuringSchedulingIgnoredDuringExecution") or ():
        if term.get("topologyKey") in (HOST, ZONE):
            yield term


def _finder(works: Sequence[Workload]) -> Callable[[Workload, Mapping[str, Any]], Iterator[int]]:
    """What finds the numbers of the workloads that a term selects."""
    by_label: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, work in enumerate(works):
        for label in work.labels.items():
            by_label[label].append(number)
    return partial(_found, works, by_label)


def _found(
    works: Sequence[Workload],
    by_label: Mapping[tuple[str, str], Sequence[int]],
    work: Workload,
    term: Mapping[str, Any],
) -> Iterator[int]:
    selector = term.get("labelSelector")
    lists = [by_label.get(label, ()) for label in ((selector or {}).get("matchLabels") or {}).items()]
    everywhere = term.get("namespaceSelector") == {}
    namespaces = term.get("namespaces") or (work.owned.namespace,)
    for number in min(lists, key=len) if lists else range(len(works)):
        other = works[number]
        if (everywhere or other.owned.namespace in namespaces) and selected(selector, other.labels):
            yield number
