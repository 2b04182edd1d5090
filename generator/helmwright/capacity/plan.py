"""What an environment's pods take of its nodes, at minimum, normally and at maximum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from helmwright.capacity.addresses import Taken
from helmwright.capacity.allocatable import Room
from helmwright.capacity.events import Event
from helmwright.capacity.fargate import Size
from helmwright.capacity.kinds import NodeKind
from helmwright.capacity.prices import Prices
from helmwright.capacity.workloads import Workload
from helmwright.model.inputs import Environment

_NOTHING = Room(0, 0, 0)


@dataclass(slots=True)
class Sum:
    """Pods and all that they ask for and may take."""

    requests: Room = _NOTHING
    limits: Room = _NOTHING

    def add(self, work: Workload, count: int) -> None:
        """Adds pods of a workload."""
        self.requests = self.requests + _times(work.room, count)
        self.limits = self.limits + _times(work.limits, count)


def _times(room: Room, count: int) -> Room:
    return Room(room.cpu * count, room.memory * count, room.pods * count)


@dataclass(frozen=True, slots=True)
class Node:
    """A node with all that is on it: pods by workload, and the DaemonSets."""

    name: str
    kind: NodeKind
    pods: Mapping[str, int]
    daemons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Serverless:
    """Pods on Fargate."""

    workload: str
    profile: str
    count: int
    size: Size | None


@dataclass(frozen=True, slots=True)
class Nowhere:
    """Pods without a place, and why."""

    work: Workload
    count: int
    why: str


@dataclass(frozen=True, slots=True)
class Bill:
    """The price of a month: by group and instance type, and what has no price."""

    rows: Mapping[tuple[str, str], float]
    unknown: tuple[str, ...]

    @property
    def total(self) -> float:
        """All that has a price."""
        return sum(self.rows.values())


@dataclass(frozen=True, slots=True)
class Load:
    """The environment with so many pods."""

    name: str
    total: Sum
    by_team: Mapping[str, Sum]
    by_app: Mapping[str, Sum]
    by_zone: Mapping[str, Sum]
    nodes: tuple[Node, ...]
    serverless: tuple[Serverless, ...]
    nowhere: tuple[Nowhere, ...]
    spot: float
    """The share of all CPU asked for that is on spot nodes."""
    addresses: tuple[Taken, ...]
    updates: tuple[Event, ...]
    zones: tuple[Event, ...]
    drains: tuple[Event, ...]
    bill: Bill | None

    @property
    def count(self) -> Counter[tuple[str, str]]:
        """How many nodes there are of each group and instance type."""
        return Counter((node.kind.group.name, node.kind.instance.name) for node in self.nodes)


@dataclass(frozen=True, slots=True)
class Plan:
    """An environment at each load. `packed` are the workloads that events name by their numbers.

    `kinds` are the kinds of node without what DaemonSets take, `taken` is that, by kind.
    """

    environment: Environment
    workloads: tuple[Workload, ...]
    packed: tuple[Workload, ...]
    daemons: tuple[Workload, ...]
    kinds: tuple[NodeKind, ...]
    taken: tuple[Room, ...]
    loads: Sequence[Load] = ()
    left_out: tuple[str, ...] = ()
    prices: Prices | None = field(default=None, repr=False)
