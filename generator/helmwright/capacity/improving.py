"""Makes a packing cheaper by trying to do without some of its nodes."""

from __future__ import annotations

from collections import Counter

from helmwright.capacity.machine import Machine
from helmwright.capacity.placing import place, spread
from helmwright.capacity.yard import Yard
from helmwright.model.nodes import GroupType

CHECKS = 300_000
"""About how many times pods are compared with nodes before the best that was found has to do."""


Attempt = tuple[tuple[int, ...], int, tuple[int, ...]]
"""All that decides what comes of closing nodes: which, the costs that count, and the order of the pods."""


def noise(index: int, number: int) -> float:
    """A number below a half that looks like chance and is the same every time."""
    return float((index + 1) * (number + 1) * 0.6180339887 % 1 / 2)


def rank(yard: Yard) -> tuple[int, float, int]:
    """How good a packing is, the least first: by pods without a place, cost and nodes."""
    return sum(yard.left.values()), round(yard.weight, 9), len(yard.machines)


def improved(yard: Yard) -> Yard:
    """Empties nodes, one and then two or three at a time, as long as that makes it cheaper."""
    rounds = min(300, CHECKS // max(1, len(yard.demands) * len(yard.machines)))
    tried: set[Attempt] = set()
    for number in range(rounds):
        closing = _closing(yard, number)
        if not closing:
            break
        found = _without(yard, number, closing, tried)
        if found is not None and rank(smaller := _smaller(found)) < rank(yard):
            smaller.costs, yard = yard.costs, smaller
            tried.clear()
    return _smaller(yard)


def _without(yard: Yard, number: int, closing: tuple[int, ...], tried: set[Attempt]) -> Yard | None:
    """The yard with some nodes closed and their pods placed anew; none where that is worse, or was tried."""
    moved = {index: count for index, count in yard.left.items() if count}
    for position in closing:
        for index, count in yard.machines[position].holds.items():
            moved[index] = moved.get(index, 0) + count
    largest = sorted(moved, key=lambda index: (-_share(yard, index) * (1 + noise(index, number)), index))
    attempt = closing, number % 3, tuple(largest)
    if attempt in tried:  # with few nodes nearly all are
        return None
    tried.add(attempt)
    made = yard.copy()
    made.costs = ([0.0] * len(made.kinds), [kind.weight for kind in made.kinds], yard.costs)[number % 3]
    for machine in [made.machines[position] for position in closing]:
        made.close(machine)
    bearable = sum(yard.left.values())
    for index in largest:
        made.left[index] = place(made, index, moved[index])
        bearable -= made.left[index]
        if bearable < 0:  # more without a place is never better
            return None
    return made if all(spread(made, index) for index in moved) else None


def _closing(yard: Yard, number: int) -> tuple[int, ...]:
    """The positions of one, two or three nodes that may be closed together; none where each has to stay."""
    closed: Counter[str] = Counter()

    def may_close(position: int) -> bool:
        group = yard.kinds[yard.machines[position].kind].group
        return (
            group.type is not GroupType.MANAGED or yard.of_group[group.name] - closed[group.name] > group.min
        )

    removable = [*filter(may_close, range(len(yard.machines)))]
    if not removable:
        return ()
    removable.sort(key=lambda index: (-yard.machines[index].pods, index))
    size = 1 + number // len(removable) % 3
    picked = {removable[(number + step * (1 + number // 3)) % len(removable)] for step in range(size)}
    closing = []
    for position in sorted(picked):
        if may_close(position):
            closing.append(position)
            closed[yard.kinds[yard.machines[position].kind].group.name] += 1
    return tuple(closing)


def _share(yard: Yard, index: int) -> float:
    room, of = yard.demands[index].room, yard.kinds[0].room
    return max(room.cpu / max(1, of.cpu), room.memory / max(1, of.memory))


def _smaller(yard: Yard) -> Yard:
    """Each node of Karpenter as the cheapest one of its pool and zone that takes what is on it."""
    for machine in [*yard.machines]:
        kind = yard.kinds[machine.kind]
        if kind.group.type is GroupType.KARPENTER:
            cheaper = sorted(
                (other.weight, number)
                for number, other in enumerate(yard.kinds)
                if other.group is kind.group and other.zone == kind.zone and other.weight < kind.weight
            )
            for _, number in cheaper:
                if _moved(yard, machine, number):
                    break
    return yard


def _moved(yard: Yard, machine: Machine, number: int) -> bool:
    """Whether everything on a node fits on one of another kind, which then takes its place."""
    new = Machine(number, yard.kinds[number])
    for index, count in machine.holds.items():
        demand = yard.demands[index]
        if number not in demand.kinds or new.takes(demand) < count:
            return False
        new.put(index, demand, count)
    if not yard.may_swap(machine, number):
        return False
    held = yard.close(machine)
    opened = yard.open(number)
    for index, count in held.items():
        yard.put(opened, index, count)
    return True
