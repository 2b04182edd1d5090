"""Nodes as they fill with pods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from helmwright.capacity.demands import MANY, Demand
from helmwright.capacity.kinds import NodeKind
from helmwright.capacity.machine import Machine
from helmwright.model.nodes import GroupType

MOST_NODES = 20_000
"""Of a pool without limits; more than any cluster has."""


class Yard:
    """All nodes, and what may still be opened. `costs` says for each kind how gladly it is opened, the least first."""

    def __init__(self, kinds: Sequence[NodeKind], demands: Sequence[Demand], costs: Sequence[float]) -> None:
        self.kinds, self.demands, self.costs = kinds, demands, costs
        self.machines: list[Machine] = []
        self.roomy: list[Machine] = []
        """Those with room for the smallest demand; most others are full, and are not looked at."""
        self._smallest = _smallest(demands)
        self.in_zones: defaultdict[int, defaultdict[str, int]] = defaultdict(_counter)
        """How many pods of a demand are in which zone."""
        self.opened: defaultdict[tuple[str, str], int] = defaultdict(int)
        """The nodes of a group in a zone."""
        self.of_group: defaultdict[str, int] = defaultdict(int)
        self.cpu: defaultdict[str, int] = defaultdict(int)
        self.memory: defaultdict[str, int] = defaultdict(int)
        self.left: defaultdict[int, int] = defaultdict(int)
        """The pods that have no place."""
        self.closed: frozenset[str] = frozenset()
        """Zones that are lost."""

    def copy(self) -> Yard:
        made = object.__new__(Yard)
        made.kinds, made.demands, made.costs, made._smallest = (
            self.kinds,
            self.demands,
            self.costs,
            self._smallest,
        )
        made.machines = [machine.copy() for machine in self.machines]
        made.roomy = [machine for machine in made.machines if made._has_room(machine)]
        made.in_zones = defaultdict(
            _counter, ((number, zones.copy()) for number, zones in self.in_zones.items())
        )
        made.opened, made.of_group, made.left = self.opened.copy(), self.of_group.copy(), self.left.copy()
        made.cpu, made.memory, made.closed = self.cpu.copy(), self.memory.copy(), self.closed
        return made

    @property
    def weight(self) -> float:
        """What all nodes cost."""
        return sum(self.kinds[machine.kind].weight for machine in self.machines)

    def open(self, number: int) -> Machine:
        """Adds a node."""
        machine = Machine(number, self.kinds[number])
        self.machines.append(machine)
        if self._has_room(machine):
            self.roomy.append(machine)
        self._count(number, 1)
        return machine

    def put(self, machine: Machine, number: int, count: int) -> None:
        """Puts pods of a demand on a node."""
        machine.put(number, self.demands[number], count)
        self.in_zones[number][machine.zone] += count
        if not self._has_room(machine):
            self.roomy.remove(machine)

    def _has_room(self, machine: Machine) -> bool:
        cpu, memory = self._smallest
        return machine.pods > 0 and machine.cpu >= cpu and machine.memory >= memory

    def close(self, machine: Machine) -> Mapping[int, int]:
        """Takes a node away; returns what was on it."""
        self.machines.remove(machine)
        if self._has_room(machine):
            self.roomy.remove(machine)
        for number, count in machine.holds.items():
            self.in_zones[number][machine.zone] -= count
        self._count(machine.kind, -1)
        return machine.holds

    def _count(self, number: int, more: int) -> None:
        kind = self.kinds[number]
        name = kind.group.name
        self.opened[name, kind.zone] += more
        self.of_group[name] += more
        self.cpu[name] += kind.size.cpu * more
        self.memory[name] += kind.size.memory * more

    def may_swap(self, machine: Machine, number: int) -> bool:
        """Whether a node of another kind may come in place of one."""
        self._count(machine.kind, -1)
        may = self.may_open(number)
        self._count(machine.kind, 1)
        return may

    def may_open(self, number: int) -> bool:
        """Whether the group of a kind may have one more such node."""
        kind = self.kinds[number]
        group = kind.group
        if kind.zone in self.closed:
            return False
        if group.type is GroupType.MANAGED:
            return self.of_group[group.name] < group.max
        cpu, memory = group.limits.get("cpu", MANY << 30), group.limits.get("memory", MANY << 30)
        return (
            self.cpu[group.name] + kind.size.cpu <= cpu
            and self.memory[group.name] + kind.size.memory <= memory
            and self.of_group[group.name] < MOST_NODES
        )


def _counter() -> defaultdict[str, int]:
    """A Counter without what it does in Python: a search for a packing copies a thousand."""
    return defaultdict(int)


def _smallest(demands: Sequence[Demand]) -> tuple[int, int]:
    """The least CPU and the least memory that any demand asks for."""
    rooms = [(demand.room.cpu, demand.room.memory) for demand in demands] or [(0, 0)]
    return min(cpu for cpu, _ in rooms), min(memory for _, memory in rooms)
