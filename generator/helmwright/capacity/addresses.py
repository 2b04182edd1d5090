"""How many addresses nodes and their pods take of each subnet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_network
from math import ceil

from helmwright.capacity.allocatable import PREFIX, gives_prefixes
from helmwright.capacity.kinds import NodeKind
from helmwright.model.nodes import NodeGroup, Nodes

RESERVED = 5
"""Addresses of a subnet that AWS keeps: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Of a subnet: what there is, what is needed at least, and what the plug-in takes with its usual reserve."""

    subnet: str
    zone: str
    usable: int
    needed: int
    reserved: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A node by its kind, with how many pods have an address of their own there."""

    kind: NodeKind
    pods: int


def addresses(nodes: Nodes, standing: Iterable[Standing], serverless: Mapping[str, int]) -> tuple[Taken, ...]:
    """What each subnet has to give; `serverless` are the pods of each Fargate profile.

    The nodes of a group are in the subnets of their zone in turn, and so are the pods of a profile.
    """
    needed: Counter[str] = Counter()
    reserved: Counter[str] = Counter()
    turn: Counter[tuple[str, str]] = Counter()
    for node in standing:
        own = _next(turn, node.kind.group.name, _subnets(nodes, node.kind.group, node.kind.zone))
        of_pods = [name for name in nodes.pod_subnets if nodes.subnets[name].zone == node.kind.zone]
        of_pod = _next(turn, f"pods of {node.kind.group.name}", of_pods)
        least, most = _of_node(nodes, node)
        first = (
            1 if nodes.pod_subnets else 0
        )  # the first interface is in the node's subnet, the others in the pods'
        needed[own] += first or least
        reserved[own] += first or most
        if nodes.pod_subnets:
            needed[of_pod] += least
            reserved[of_pod] += most
    for name, count in serverless.items():
        group = nodes.groups[name]
        for _ in range(count):
            own = _next(turn, name, [*(group.subnets or sorted(set(nodes.subnets) - {*nodes.pod_subnets}))])
            needed[own] += 1
            reserved[own] += 1
    return tuple(
        Taken(
            name, subnet.zone, ip_network(subnet.cidr).num_addresses - RESERVED, needed[name], reserved[name]
        )
        for name, subnet in nodes.subnets.items()
    )


def _subnets(nodes: Nodes, group: NodeGroup, zone: str) -> Sequence[str]:
    names = group.subnets or tuple(name for name in nodes.subnets if name not in nodes.pod_subnets)
    return [name for name in names if nodes.subnets[name].zone == zone]


def _next(turn: Counter[tuple[str, str]], who: str, names: Sequence[str]) -> str:
    if not names:
        return ""
    turn[who, names[0]] += 1
    return names[(turn[who, names[0]] - 1) % len(names)]


def _of_node(nodes: Nodes, node: Standing) -> tuple[int, int]:
    """What a node takes for its pods at least, and with the reserve that the plug-in keeps when nothing else is set.

    One more interface with all its addresses, or one more prefix (WARM_ENI_TARGET, WARM_PREFIX_TARGET):
    https://github.com/aws/amazon-vpc-cni-k8s/blob/master/README.md.
    """
    instance = node.kind.instance
    slots, custom = instance.addresses - 1, bool(nodes.pod_subnets)
    most = instance.interfaces - custom
    if nodes.prefixes and gives_prefixes(instance):
        prefixes = ceil(node.pods / PREFIX)
        least = _interfaces(prefixes, slots, most, custom) + prefixes * PREFIX
        return least, _interfaces(prefixes + 1, slots, most, custom) + min(
            prefixes + 1, slots * most
        ) * PREFIX
    attached = _interfaces(node.pods, slots, most, custom)
    return attached + node.pods, min(most, attached + 1) * instance.addresses


def _interfaces(things: int, slots: int, most: int, custom: bool) -> int:
    """How many interfaces hold so many addresses or prefixes; the first is there anyway, unless it carries none."""
    return min(most, max(ceil(things / slots), 0 if custom else 1))
