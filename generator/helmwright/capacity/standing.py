"""What stands on which node of a packing, in which zone, with how many addresses."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from helmwright.capacity.addresses import Standing, Taken, addresses
from helmwright.capacity.demands import Demand
from helmwright.capacity.kinds import NodeKind
from helmwright.capacity.plan import Node, Plan, Sum
from helmwright.capacity.volumes import StorageClasses
from helmwright.capacity.workloads import Workload
from helmwright.capacity.yard import Yard
from helmwright.model.nodes import NodeGroup, Nodes


@dataclass(frozen=True, slots=True)
class Ground:
    """What all loads have in common."""

    plan: Plan
    nodes: Nodes
    demands: tuple[Demand, ...]
    serverless: tuple[tuple[Workload, NodeGroup], ...]
    classes: StorageClasses
    on_kind: tuple[tuple[Workload, ...], ...]
    """The DaemonSets that are on every node of a kind."""


def nodes_of(ground: Ground, yard: Yard) -> Iterator[Node]:
    """Each node with a name of its own and what is on it."""
    number: Counter[tuple[str, str]] = Counter()
    for machine in sorted(yard.machines, key=lambda machine: machine.kind):
        kind = yard.kinds[machine.kind]
        place = (kind.group.name, kind.zone)
        number[place] += 1
        name = "/".join(filter(None, (*place, str(number[place]))))
        pods = {ground.plan.packed[index].name: count for index, count in sorted(machine.holds.items())}
        yield Node(name, kind, pods, tuple(work.name for work in ground.on_kind[machine.kind]))


def on_nodes(ground: Ground, yard: Yard) -> list[tuple[NodeKind, Workload, int]]:
    """What is on nodes, DaemonSets included."""
    return [
        (yard.kinds[machine.kind], work, count)
        for machine in yard.machines
        for work, count in (
            *((ground.plan.packed[index], count) for index, count in machine.holds.items()),
            *((work, 1) for work in ground.on_kind[machine.kind]),
        )
    ]


def by_zone(
    ground: Ground, standing: Sequence[tuple[NodeKind, Workload, int]], number: int
) -> dict[str, Sum]:
    """What is in each zone, and by profile on Fargate."""
    found: defaultdict[str, Sum] = defaultdict(Sum)
    for kind, work, count in standing:
        found[kind.zone].add(work, count)
    for work, group in ground.serverless:
        found[f"({group.name})"].add(work, work.counts[number])
    return dict(sorted(found.items()))


def addresses_of(ground: Ground, yard: Yard, number: int) -> tuple[Taken, ...]:
    """What each subnet has to give."""
    standing = (
        Standing(
            yard.kinds[machine.kind],
            sum(
                count
                for index, count in machine.holds.items()
                if not ground.plan.packed[index].on_host_network
            )
            + sum(not work.on_host_network for work in ground.on_kind[machine.kind]),
        )
        for machine in sorted(yard.machines, key=lambda machine: machine.kind)
    )
    serverless: Counter[str] = Counter()
    for work, group in ground.serverless:
        serverless[group.name] += work.counts[number]
    return addresses(ground.nodes, standing, serverless) if ground.nodes.subnets else ()
