"""Node kinds and demands for tests of the packing, and what must hold of every packing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from helmwright.capacity.allocatable import Room
from helmwright.capacity.demands import MANY, Demand
from helmwright.capacity.kinds import NodeKind
from helmwright.capacity.packing import Packing
from helmwright.known.instance import InstanceType
from helmwright.model.nodes import GroupType, NodeGroup

GIB = 1 << 30


def group(
    name: str = "general", type_: str = "managed", least: int = 0, most: int = 10_000, **limits: int
) -> NodeGroup:
    return NodeGroup(name, GroupType(type_), (), least, most, False, {}, (), (), (), limits, 0, ())


def kind(
    cpu: int, memory: int, pods: int = 100, zone: str = "a", of: NodeGroup | None = None, weight: float = 1.0
) -> NodeKind:
    instance = InstanceType(f"m{cpu}.large", max(1, cpu // 1000), memory >> 20, 3, 10, "amd64", "nitro")
    return NodeKind(of or group(), instance, zone, {}, (), Room(cpu, memory, pods), weight)


def hold(
    packing: Packing, kinds: Sequence[NodeKind], demands: Sequence[Demand], counts: Sequence[int]
) -> None:
    """Fails unless the packing is one that a cluster could be in."""
    placed: Counter[int] = Counter()
    in_zones: list[Counter[str]] = [Counter() for _ in demands]
    for node in packing.nodes:
        room = kinds[node.kind].room
        assert sum(demands[number].room.cpu * count for number, count in node.pods.items()) <= room.cpu
        assert sum(demands[number].room.memory * count for number, count in node.pods.items()) <= room.memory
        assert sum(node.pods.values()) <= room.pods
        for number, count in node.pods.items():
            assert count > 0
            assert node.kind in demands[number].kinds
            assert count <= demands[number].on_host
            assert demands[number].foes_on_host.isdisjoint(node.pods)
            placed[number] += count
            in_zones[number][kinds[node.kind].zone] += count
    for number, demand in enumerate(demands):
        assert placed[number] + packing.left.get(number, 0) == counts[number]
        zones = {kinds[of].zone for of in demand.kinds}
        assert all(in_zones[number][zone] <= demand.in_zone for zone in zones)
        for foe in demand.foes_in_zone:
            assert in_zones[number].keys().isdisjoint(in_zones[foe])
        if demand.zone_skew != MANY and placed[number]:
            fewest = min(in_zones[number][zone] for zone in zones) if len(zones) >= demand.zones else 0
            assert max(in_zones[number].values()) - fewest <= demand.zone_skew
    _groups_hold(packing, kinds)


def _groups_hold(packing: Packing, kinds: Sequence[NodeKind]) -> None:
    for group in {kind.group.name: kind.group for kind in kinds}.values():
        own = [kinds[node.kind] for node in packing.nodes if kinds[node.kind].group.name == group.name]
        if group.type is GroupType.MANAGED:
            assert group.min <= len(own) <= group.max
        for name in group.limits:
            assert sum(getattr(kind.size, name) for kind in own) <= group.limits[name]
