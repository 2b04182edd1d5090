"""A node as it fills with pods."""

from __future__ import annotations

from helmwright.capacity.demands import Demand
from helmwright.capacity.kinds import NodeKind


class Machine:
    """A node, and what it has left."""

    __slots__ = ("cpu", "holds", "kind", "memory", "pods", "zone")

    def __init__(self, number: int, kind: NodeKind) -> None:
        self.kind, self.zone = number, kind.zone
        self.cpu, self.memory, self.pods = kind.room.cpu, kind.room.memory, kind.room.pods
        self.holds: dict[int, int] = {}

    def copy(self) -> Machine:
        made = object.__new__(Machine)
        made.kind, made.zone, made.cpu = self.kind, self.zone, self.cpu
        made.memory, made.pods, made.holds = self.memory, self.pods, self.holds.copy()
        return made

    def takes(self, demand: Demand) -> int:
        """How many more pods of a demand there is room for."""
        room = demand.room
        count = self.pods
        if room.cpu:
            count = min(count, self.cpu // room.cpu)
        if room.memory:
            count = min(count, self.memory // room.memory)
        return count

    def put(self, number: int, demand: Demand, count: int) -> None:
        """Adds pods."""
        self.cpu -= demand.room.cpu * count
        self.memory -= demand.room.memory * count
        self.pods -= count
        self.holds[number] = self.holds.get(number, 0) + count
