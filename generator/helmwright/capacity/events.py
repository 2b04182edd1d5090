"""What happens to a packing when something is updated, lost or drained."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from helmwright.capacity.placing import place
from helmwright.capacity.yard import Yard


@dataclass(frozen=True, slots=True)
class Event:
    """`what` it is about: an app, a zone, or a node by the number of its kind. `left` has no place any more.

    `moved` pods look for a new place, `opened` nodes come for them, and `bound` ones wait for their volumes' zone.
    """

    what: str
    moved: int
    opened: int
    left: Mapping[int, int]
    bound: Mapping[int, int]


def update(yard: Yard, app: str, more: Mapping[int, int]) -> Event:
    """A rolling update of an app: all the pods that it may have beside those that are there."""
    return _event(yard.copy(), app, more, len(yard.machines), {})


def zone_lost(yard: Yard, zone: str, zonal: Sequence[bool]) -> Event:
    """A zone without nodes: its pods come elsewhere, but for those whose volumes are in the zone."""
    made = yard.copy()
    made.closed = frozenset({zone})
    moved: Counter[int] = Counter()
    for machine in [machine for machine in made.machines if machine.zone == zone]:
        moved.update(made.close(machine))
    bound = {number: count for number, count in moved.items() if zonal[number]}
    others = {number: count for number, count in moved.items() if not zonal[number]}
    return _event(made, zone, others, len(made.machines), bound)


def drained(yard: Yard, group: str) -> Event | None:
    """A drain of the group's node with the most pods, which come elsewhere; None where the group has no node."""
    own = [n for n, machine in enumerate(yard.machines) if yard.kinds[machine.kind].group.name == group]
    if not own:
        return None
    number = min(own, key=lambda n: (-sum(yard.machines[n].holds.values()), n))
    made = yard.copy()
    held = made.close(made.machines[number])
    return _event(made, group, held, len(made.machines), {})


def _event(yard: Yard, what: str, pods: Mapping[int, int], before: int, bound: Mapping[int, int]) -> Event:
    largest = sorted(pods, key=lambda index: (-yard.demands[index].room.memory, index))
    left = {index: count for index in largest if (count := place(yard, index, pods[index]))}
    return Event(what, sum(pods.values()), len(yard.machines) - before, left, bound)
