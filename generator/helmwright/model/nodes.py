"""The nodes of a cluster as its environment describes them: groups, subnets, and how pods get addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import ceil
from typing import Any

from helmwright.known.instance import InstanceType
from helmwright.kubernetes.quantities import quantity


class GroupType(StrEnum):
    """What brings nodes."""

    MANAGED = "managed"
    KARPENTER = "karpenter"
    FARGATE = "fargate"


@dataclass(frozen=True, slots=True)
class Taint:
    """What keeps pods away that do not tolerate it."""

    key: str
    value: str
    effect: str


@dataclass(frozen=True, slots=True)
class Subnet:
    """A part of the network in one zone."""

    cidr: str
    zone: str


@dataclass(frozen=True, slots=True)
class Selector:
    """Which pods a Fargate profile takes; `*` and `?` in the namespace are wildcards."""

    namespace: str
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NodeGroup:
    """One managed node group, Karpenter pool or Fargate profile; `limits` are in base units."""

    name: str
    type: GroupType
    instance_types: tuple[str, ...]
    min: int
    max: int
    spot: bool
    labels: Mapping[str, str]
    taints: tuple[Taint, ...]
    zones: tuple[str, ...]
    subnets: tuple[str, ...]
    limits: Mapping[str, int]
    max_pods: int
    """0 for what the network allows."""
    selectors: tuple[Selector, ...]


@dataclass(frozen=True, slots=True)
class Nodes:
    """Everything about the nodes of a cluster. `pod_subnets` are those of custom networking, none without it."""

    groups: Mapping[str, NodeGroup]
    subnets: Mapping[str, Subnet] = field(default_factory=dict)
    prefixes: bool = False
    pod_subnets: tuple[str, ...] = ()
    own_types: Mapping[str, InstanceType] = field(default_factory=dict)
    auto_mode: bool = False

    def zones(self, group: NodeGroup) -> tuple[str, ...]:
        """The zones of a group: its own, those of its subnets, else all that are named; one without a name if none."""
        if group.zones:
            return group.zones
        of_subnets = {self.subnets[name].zone for name in group.subnets if name in self.subnets}
        named = (zone for other in self.groups.values() for zone in other.zones)
        everywhere = {*(subnet.zone for subnet in self.subnets.values()), *named}
        return tuple(sorted(of_subnets or everywhere)) or ("",)

    def type_of(self, name: str, known: Mapping[str, InstanceType]) -> InstanceType | None:
        """The facts of an instance type, the environment's own before those that ship."""
        return self.own_types.get(name) or known.get(name)


def nodes(cluster: Mapping[str, Any]) -> Nodes | None:
    """The nodes that the environment's `cluster` says, None if it says none."""
    if "nodes" not in cluster:
        return None
    network = cluster.get("podNetwork", {})
    subnets = cluster.get("vpc", {}).get("subnets", {})
    return Nodes(
        groups={name: _group(name, said) for name, said in sorted(cluster["nodes"].items())},
        subnets={name: Subnet(said["cidr"], said["zone"]) for name, said in sorted(subnets.items())},
        prefixes=network.get("prefixDelegation", False),
        pod_subnets=tuple(network.get("subnets", ())),
        own_types={name: _instance(name, said) for name, said in cluster.get("instanceTypes", {}).items()},
        auto_mode=cluster.get("autoMode", False),
    )


def _group(name: str, said: Mapping[str, Any]) -> NodeGroup:
    return NodeGroup(
        name=name,
        type=GroupType(said.get("type", "managed")),
        instance_types=tuple(said.get("instanceTypes", ())),
        min=said.get("min", 0),
        max=said.get("max", 0),
        spot=said.get("capacityType") == "spot",
        labels=said.get("labels", {}),
        taints=_taints(said.get("taints", ())),
        zones=tuple(said.get("zones", ())),
        subnets=tuple(said.get("subnets", ())),
        limits=_limits(said.get("limits", {})),
        max_pods=said.get("maxPods", 0),
        selectors=tuple(
            Selector(one["namespace"], one.get("labels", {})) for one in said.get("selectors", ())
        ),
    )


def _taints(said: Sequence[Mapping[str, str]]) -> tuple[Taint, ...]:
    return tuple(Taint(one["key"], one.get("value", ""), one["effect"]) for one in said)


def _limits(said: Mapping[str, str]) -> dict[str, int]:
    """In millicores and bytes."""
    factor = {"cpu": 1000}
    return {name: ceil(quantity(text) * factor.get(name, 1)) for name, text in said.items()}


def _instance(name: str, said: Mapping[str, Any]) -> InstanceType:
    return InstanceType(
        name,
        said["vcpus"],
        int(quantity(said["memory"]) / 2**20),
        said["interfaces"],
        said["addresses"],
        said["architecture"],
        said.get("hypervisor", "nitro"),
    )
