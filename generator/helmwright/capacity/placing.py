"""Finds places for the pods of one demand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from helmwright.capacity.demands import MANY, Demand
from helmwright.capacity.machine import Machine, fitting
from helmwright.capacity.yard import Yard


def place(yard: Yard, number: int, count: int, *, opening: bool = True) -> int:
    """Puts pods of a demand on nodes that are there, then on new ones; returns how many have no place."""
    demand = yard.demands[number]
    if not count or not demand.kinds:
        return count
    return _Placing(yard, number, demand).run(count, opening=opening)


def spread(yard: Yard, number: int) -> bool:
    """Whether the pods of a demand are spread over zones and nodes as they must be."""
    return _Placing(yard, number, yard.demands[number]).spread


class _Placing:
    """One demand on its way to nodes."""

    def __init__(self, yard: Yard, number: int, demand: Demand) -> None:
        self.yard, self.number, self.demand = yard, number, demand
        there = {yard.kinds[kind].zone for kind in demand.kinds} - yard.closed
        placed = yard.in_zones[number]
        self.zones = {zone: placed[zone] for zone in sorted(there)}
        self.barred = {
            zone for foe in demand.foes_in_zone for zone, count in yard.in_zones[foe].items() if count
        }

    def run(self, count: int, *, opening: bool) -> int:
        count = self._fill(count)
        while count and opening:
            kind = self._best(count)
            if kind is None:
                break
            room = min(
                count, self._fits(kind), self.demand.host_skew, self._in_zone(self.yard.kinds[kind].zone)
            )
            if room < 1:
                break
            self._put(self.yard.open(kind), room)
            count -= room
        return count

    @property
    def spread(self) -> bool:
        within = all(self._in_zone(zone) >= 0 for zone in self.zones)
        if self.demand.host_skew == MANY:
            return within
        most = max((machine.holds.get(self.number, 0) for machine in self.yard.machines), default=0)
        return within and (not most or most <= self._host_level())

    def _fill(self, count: int) -> int:
        """Gives each node with room a pod in turn, the fullest first, in the zone with the fewest."""
        queues = self._queues()
        while count:
            open_ = [zone for zone in queues if self._in_zone(zone) > 0]
            if not open_:
                break
            zone = min(open_, key=self.zones.__getitem__)
            machine = self._next(queues[zone])
            if machine is None:
                del queues[zone]
                continue
            self._put(machine, 1)
            count -= 1
        return count

    def _queues(self) -> dict[str, list[Machine]]:
        demand, foes = self.demand, self.demand.foes_on_host
        queues: defaultdict[str, list[Machine]] = defaultdict(list)
        cpu, memory, kinds = demand.room.cpu, demand.room.memory, demand.kinds
        for machine in self.yard.roomy:
            if (
                machine.cpu >= cpu
                and machine.memory >= memory
                and machine.kind in kinds
                and machine.zone not in self.barred
                and foes.isdisjoint(machine.holds)
            ):
                queues[machine.zone].append(machine)
        cpu, memory = cpu or 1, memory or 1
        for queue in queues.values():  # the last is taken first
            queue.sort(key=lambda machine: machine.cpu / cpu + machine.memory / memory, reverse=True)
        return queues

    def _next(self, queue: list[Machine]) -> Machine | None:
        """The next node of a zone that may have one more; those that may not leave the queue."""
        cap = min(self.demand.on_host, self._host_level())
        while queue:
            machine = queue.pop()
            if machine.takes(self.demand) > 0 and machine.holds.get(self.number, 0) < cap:
                queue.insert(0, machine)
                return machine
        return None

    def _host_level(self) -> int:
        if self.demand.host_skew == MANY:
            return MANY
        eligible = (machine for machine in self.yard.machines if machine.kind in self.demand.kinds)
        return min(machine.holds.get(self.number, 0) for machine in eligible) + self.demand.host_skew

    def _in_zone(self, zone: str) -> int:
        """How many more pods a zone may have."""
        if zone in self.barred:
            return 0
        demand, there = self.demand, self.zones[zone]
        if demand.zone_skew == MANY:
            return demand.in_zone - there
        fewest = min(self.zones.values()) if len(self.zones) >= demand.zones else 0
        return min(demand.in_zone, fewest + demand.zone_skew) - there

    def _put(self, machine: Machine, count: int) -> None:
        self.yard.put(machine, self.number, count)
        self.zones[machine.zone] += count

    def _best(self, count: int) -> int | None:
        """The kind of node to open: by its cost, then where there are the fewest pods of the demand, then nodes."""
        return min(self._openable(), key=lambda number: self._rank(number, count), default=None)

    def _openable(self) -> Iterator[int]:
        for number in sorted(self.demand.kinds):
            kind = self.yard.kinds[number]
            if self.yard.may_open(number) and self._in_zone(kind.zone) > 0 and self._fits(number) > 0:
                yield number

    def _fits(self, number: int) -> int:
        """How many of the pods a new node takes."""
        empty = self.yard.kinds[number].room
        return min(fitting(self.demand.room, empty.cpu, empty.memory, empty.pods), self.demand.on_host)

    def _rank(self, number: int, count: int) -> tuple[float, int, int, int]:
        kind = self.yard.kinds[number]
        cost = self.yard.costs[number] or kind.weight * -(-count // self._fits(number))
        return cost, self.zones[kind.zone], self.yard.opened[kind.group.name, kind.zone], number
