"""The kinds of node that can be had: a group's instance type in a zone, with what Kubernetes says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from helmwright.capacity.allocatable import MIB, Room, allocatable, max_pods
from helmwright.known.instance import InstanceType
from helmwright.model.nodes import GroupType, NodeGroup, Nodes, Taint

ZONE = "topology.kubernetes.io/zone"
HOST = "kubernetes.io/hostname"


@dataclass(frozen=True, slots=True)
class NodeKind:
    """Nodes that are alike. `room` is what pods have there, `weight` what such a node costs beside others."""

    group: NodeGroup
    instance: InstanceType
    zone: str
    labels: Mapping[str, str]
    taints: tuple[Taint, ...]
    room: Room
    weight: float

    @property
    def size(self) -> Room:
        """What counts against the limits of its pool."""
        return Room(self.instance.vcpus * 1000, self.instance.memory * MIB, 0)


Price = Callable[[InstanceType, bool], float | None]
"""The price of an hour, on demand or as spot; None where it is not known."""


def kinds(nodes: Nodes, known: Mapping[str, InstanceType], price: Price) -> tuple[NodeKind, ...]:
    """Every kind of node of the groups, in the order of their names."""
    return tuple(kind for group in nodes.groups.values() for kind in _of_group(nodes, group, known, price))


def _of_group(
    nodes: Nodes, group: NodeGroup, known: Mapping[str, InstanceType], price: Price
) -> Iterator[NodeKind]:
    if group.type is GroupType.FARGATE:
        return
    types = [found for name in group.instance_types if (found := nodes.type_of(name, known))]
    rooms = [_room(nodes, group, instance) for instance in types]
    if group.type is GroupType.MANAGED and types:
        least = rooms[0]
        for room in rooms[1:]:
            least = least.least(room)
        types, rooms = types[:1], [least]
    for zone in nodes.zones(group):
        for instance, room in zip(types, rooms, strict=True):
            labels = _labels(group, instance, zone)
            weight = price(instance, group.spot) or _worth(instance)
            yield NodeKind(group, instance, zone, labels, group.taints, room, weight)


def _room(nodes: Nodes, group: NodeGroup, instance: InstanceType) -> Room:
    custom = bool(nodes.pod_subnets)
    pods = group.max_pods or max_pods(instance, prefixes=nodes.prefixes, custom=custom)
    return allocatable(instance, pods)


def _worth(instance: InstanceType) -> float:
    """What stands for the price where there is none: vCPUs, and 8 GiB for as much as one of them."""
    return (instance.vcpus + instance.memory / 8192) / 100


def _labels(group: NodeGroup, instance: InstanceType, zone: str) -> dict[str, str]:
    """What Kubernetes, EKS and Karpenter say of such a node, and what the group adds.

    https://kubernetes.io/docs/reference/labels-annotations-taints/ and https://karpenter.sh/docs/concepts/scheduling/.
    """
    family, _, size = instance.name.partition(".")
    bought = "spot" if group.spot else "on-demand"
    if group.type is GroupType.KARPENTER:
        own = {
            "karpenter.sh/nodepool": group.name,
            "karpenter.sh/capacity-type": bought,
            "karpenter.k8s.aws/instance-family": family,
            "karpenter.k8s.aws/instance-size": size,
            "karpenter.k8s.aws/instance-cpu": str(instance.vcpus),
            "karpenter.k8s.aws/instance-memory": str(instance.memory),
        }
    else:
        own = {
            "eks.amazonaws.com/nodegroup": group.name,
            "eks.amazonaws.com/capacityType": bought.upper().replace("-", "_"),
        }
    return {
        "kubernetes.io/arch": instance.architecture,
        "kubernetes.io/os": "linux",
        "node.kubernetes.io/instance-type": instance.name,
        **({ZONE: zone, "topology.kubernetes.io/region": zone.rstrip("abcdef")} if zone else {}),
        **own,
        **group.labels,
    }


def with_less(found: Sequence[NodeKind], taken: Callable[[NodeKind], Room]) -> tuple[NodeKind, ...]:
    """The kinds of node without what is taken on every one of them."""
    return tuple(
        NodeKind(
            kind.group,
            kind.instance,
            kind.zone,
            kind.labels,
            kind.taints,
            kind.room - taken(kind),
            kind.weight,
        )
        for kind in found
    )
