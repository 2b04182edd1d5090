"""Puts pods on as few nodes as it finds: first those that are hard to place, then the largest, in several orders.

Bins in two dimensions cannot be filled best in any useful time. What is found here is at least possible, each node with
its pods, and how near it comes to the best is measured by tests with a solver.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from helmwright.capacity.demands import Demand
from helmwright.capacity.improving import CHECKS, improved, noise, rank
from helmwright.capacity.kinds import NodeKind
from helmwright.capacity.placing import place
from helmwright.capacity.yard import Yard


@dataclass(frozen=True, slots=True)
class Packed:
    """A node: the number of its kind, and how many pods of which demand are on it."""

    kind: int
    pods: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Packing:
    """Every node with its pods, and how many pods of which demand have no place."""

    nodes: tuple[Packed, ...]
    left: Mapping[int, int]


_ORDERS = 24


def pack(kinds: Sequence[NodeKind], demands: Sequence[Demand], counts: Sequence[int]) -> Packing:
    """The best packing that is found; `counts` are the numbers of pods of each demand."""
    return packing(fill(kinds, demands, counts))


def packing(yard: Yard) -> Packing:
    """What is in a yard."""
    nodes = (Packed(machine.kind, dict(sorted(machine.holds.items()))) for machine in yard.machines)
    ordered = sorted(nodes, key=lambda node: (node.kind, [*node.pods.items()]))
    return Packing(tuple(ordered), {number: count for number, count in sorted(yard.left.items()) if count})


def fill(kinds: Sequence[NodeKind], demands: Sequence[Demand], counts: Sequence[int]) -> Yard:
    """The same as nodes that more pods can be put on."""
    best: Yard | None = None
    for attempt in _attempts(kinds, demands, counts):
        yard = _packed(kinds, demands, counts, *attempt)
        if best is None or rank(yard) < rank(best):
            best = yard
        spent = max(1, len(demands) * len(yard.machines))
        if attempt[0] + 1 >= min(_ORDERS, max(1, CHECKS // spent)):
            break
    return improved(best or Yard(kinds, demands, ()))


def _attempts(
    kinds: Sequence[NodeKind], demands: Sequence[Demand], counts: Sequence[int]
) -> Iterator[tuple[int, list[int], Sequence[float]]]:
    """Orders of the demands, each with what each kind of node is held to cost."""
    totals = [
        sum(count * size for count, size in zip(counts, sizes, strict=True)) or 1 for sizes in _sizes(demands)
    ]
    rooms = [(kind.room.cpu, kind.room.memory, kind.room.pods) for kind in kinds]
    usual = [max(1, sum(column) / len(rooms)) for column in zip(*rooms, strict=True)] or [1, 1, 1]
    by_all = [_if_all(kind, totals) for kind in kinds]
    by_price = [kind.weight for kind in kinds]
    as_needed = [0.0 for _ in kinds]
    for number in range(_ORDERS):
        costs = (by_all, as_needed, by_price)[number // 4 % 3]

        def size(index: int, number: int = number) -> float:
            room = demands[index].room
            parts = (room.cpu / usual[0], room.memory / usual[1], 1 / usual[2])
            value: float = (max(parts), sum(parts), parts[0], parts[1])[number % 4]
            return value * (1 + noise(index, number)) if number >= 12 else value

        order = sorted(
            range(len(demands)), key=lambda index: (len(demands[index].kinds), -size(index), index)
        )
        yield number, order, costs


def _sizes(demands: Sequence[Demand]) -> tuple[list[int], list[int], list[int]]:
    rooms = [demand.room for demand in demands]
    return [room.cpu for room in rooms], [room.memory for room in rooms], [1 for _ in rooms]


def _if_all(kind: NodeKind, totals: Sequence[int]) -> float:
    """What it costs to hold everything on such nodes alone."""
    rooms = (kind.room.cpu, kind.room.memory, kind.room.pods)
    return kind.weight * max(total / max(1, room) for total, room in zip(totals, rooms, strict=True))


def _packed(
    kinds: Sequence[NodeKind],
    demands: Sequence[Demand],
    counts: Sequence[int],
    _: int,
    order: Sequence[int],
    costs: Sequence[float],
) -> Yard:
    yard = Yard(kinds, demands, costs)
    for number in _fewest(kinds):
        yard.open(number)
    for number in order:
        yard.left[number] = place(yard, number, counts[number])
    return yard


def _fewest(kinds: Sequence[NodeKind]) -> Iterator[int]:
    """The nodes that managed groups have anyway, zone by zone."""
    by_group: dict[str, list[int]] = {}
    for number, kind in enumerate(kinds):
        by_group.setdefault(kind.group.name, []).append(number)
    for numbers in by_group.values():
        for count in range(kinds[numbers[0]].group.min):
            yield numbers[count % len(numbers)]
