"""The kinds of node that can be had: a group's instance type in a zone, with what Kubernetes says of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from helmwright.capacity.allocatable import MIB, Room, allocatable, max_pods
from helmwright.capacity.fitting import NONE_UNKNOWN
from helmwright.known.instance import InstanceType
from helmwright.model.nodes import GroupType, NodeGroup, Nodes, Taint

ZONE = "topology.kubernetes.io/zone"
HOST = "kubernetes.io/hostname"
_REGION = re.compile("[a-z]+(?:-[a-z]+)+-[0-9]+")
"""How a zone's name begins: `us-west-2` of `us-west-2a` and of the local zone `us-west-2-lax-1a`."""
_NAME = re.compile("([a-z]+)(?:-[0-9]+tb)?([0-9]+)")
"""The category and the generation in the name of an instance type: https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html."""
_UNKNOWN = {
    GroupType.MANAGED: re.compile(r"topology\.|eks\.amazonaws\.com/(?!compute-type$|instance-)"),
    GroupType.KARPENTER: re.compile(
        r"topology\.|karpenter\.(sh|k8s\.aws)/|eks\.amazonaws\.com/(?!nodegroup$|capacityType$)"
    ),
}
"""Labels that such nodes may have beside those that are known, but for what other nodes alone have."""


@dataclass(frozen=True)
class NodeKind:
    """Nodes that are alike. `room` is what pods have there, `weight` what such a node costs beside others."""

    group: NodeGroup
    instance: InstanceType
    zone: str
    labels: Mapping[str, str]
    taints: tuple[Taint, ...]
    room: Room
    weight: float
    unknown: re.Pattern[str] = NONE_UNKNOWN
    """The labels of which nobody says what they are."""

    @cached_property
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
            labels = _labels(group, instance, zone, auto_mode=nodes.auto_mode)
            weight = price(instance, group.spot) or _worth(instance)
            unknown = _UNKNOWN[group.type]
            yield NodeKind(group, instance, zone, labels, group.taints, room, weight, unknown)


def _room(nodes: Nodes, group: NodeGroup, instance: InstanceType) -> Room:
    custom = bool(nodes.pod_subnets)
    pods = group.max_pods or max_pods(instance, prefixes=nodes.prefixes, custom=custom)
    return allocatable(instance, pods)


def _worth(instance: InstanceType) -> float:
    """What stands for the price where there is none: vCPUs, and 8 GiB for as much as one of them."""
    return (instance.vcpus + instance.memory / 8192) / 100


def _labels(group: NodeGroup, instance: InstanceType, zone: str, *, auto_mode: bool) -> dict[str, str]:
    """What Kubernetes, EKS and Karpenter say of such a node, and what the group adds.

    https://kubernetes.io/docs/reference/labels-annotations-taints/, https://karpenter.sh/docs/concepts/scheduling/ and
    https://docs.aws.amazon.com/eks/latest/userguide/create-node-pool.html.
    """
    family, _, size = instance.name.partition(".")
    bought = "spot" if group.spot else "on-demand"
    if group.type is GroupType.KARPENTER:
        own = {
            "karpenter.sh/nodepool": group.name,
            "karpenter.sh/capacity-type": bought,
        }
        of_type = {"family": family, "size": size, "cpu": str(instance.vcpus)}
        if match := _NAME.match(family):
            of_type |= {"category": match[1], "generation": match[2]}
        prefix = "eks.amazonaws.com" if auto_mode else "karpenter.k8s.aws"
        own |= {f"{prefix}/instance-{name}": value for name, value in of_type.items()}
        if auto_mode:
            own["eks.amazonaws.com/compute-type"] = "auto"
        else:
            own["karpenter.k8s.aws/instance-memory"] = str(instance.memory)
    else:
        own = {
            "eks.amazonaws.com/nodegroup": group.name,
            "eks.amazonaws.com/capacityType": bought.upper().replace("-", "_"),
        }
    return {
        "kubernetes.io/arch": instance.architecture,
        "kubernetes.io/os": "linux",
        "node.kubernetes.io/instance-type": instance.name,
        **({ZONE: zone} if zone else {}),
        **({"topology.kubernetes.io/region": region[0]} if (region := _REGION.match(zone)) else {}),
        **own,
        **group.labels,
    }


def with_less(found: Sequence[NodeKind], taken: Callable[[NodeKind], Room]) -> tuple[NodeKind, ...]:
    """The kinds of node without what is taken on every one of them."""
    return tuple(replace(kind, room=kind.room - taken(kind)) for kind in found)
