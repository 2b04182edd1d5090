"""A node as it fills with pods."""

from __future__ import annotations

from helmwright.capacity.allocatable import Room
from helmwright.capacity.demands import Demand
from helmwright.capacity.kinds import NodeKind


def fitting(room: Room, cpu: int, memory: int, pods: int) -> int:
    """How many pods that take so much room each there is room for."""
    if room.cpu:
        pods = min(pods, cpu // room.cpu)
    return min(pods, memory // room.memory) if room.memory else pods


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
        return fitting(demand.room, self.cpu, self.memory, self.pods)

    def put(self, number: int, demand: Demand, count: int) -> None:
        """Adds pods."""
        self.cpu -= demand.room.cpu * count
        self.memory -= demand.room.memory * count
        self.pods -= count
        self.holds[number] = self.holds.get(number, 0) + count
