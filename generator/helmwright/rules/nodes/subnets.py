"""Whether an environment's subnets can be, and its node groups have one where they are."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Network, ip_network
from itertools import combinations

from helmwright.codes.code import Code
from helmwright.findings import Finding
from helmwright.hints import did_you_mean
from helmwright.model.inputs import Environment
from helmwright.model.nodes import GroupType, NodeGroup, Nodes
from helmwright.model.resolved import Resolved

CODES = (
    Code(
        "R906",
        "subnets that overlap",
        "Two subnets share addresses, or a subnet is no IPv4 range of the network. EC2 refuses it, and addresses would "
        "be counted twice.",
        "Correct the address range of one of them.",
    ),
    Code(
        "R907",
        "zone or subnet that a node group cannot be in",
        "A group's nodes start in its subnets. A name that is none of cluster.vpc.subnets, or a zone without one of "
        "them, leaves nodes without a network.",
        "Correct the name, or add the subnet.",
    ),
)


def ranges(resolved: Resolved) -> Iterator[Finding]:
    """Every subnet is a range of the network that shares no address with another."""
    for environment in resolved.inputs.environments.values():
        if environment.cluster.nodes is not None:
            yield from _ranges(environment, environment.cluster.nodes)


def places(resolved: Resolved) -> Iterator[Finding]:
    """Every node group is where there are subnets, for its nodes and their pods."""
    for environment in resolved.inputs.environments.values():
        if (nodes := environment.cluster.nodes) is not None:
            yield from _unknown(environment, nodes, nodes.pod_subnets, "podNetwork", "subnets")
            for group in nodes.groups.values():
                yield from _unknown(environment, nodes, group.subnets, "nodes", group.name, "subnets")
                yield from _zones(environment, nodes, group)


def _unknown(environment: Environment, nodes: Nodes, names: tuple[str, ...], *path: str) -> Iterator[Finding]:
    for index, name in enumerate(names):
        if name not in nodes.subnets:
            at = environment.source.at(("cluster", *path, index))
            hint = did_you_mean(name, nodes.subnets, "add it to cluster.vpc.subnets")
            yield Finding("R907", at, f"there is no subnet '{name}'", hint)


def _zones(environment: Environment, nodes: Nodes, group: NodeGroup) -> Iterator[Finding]:
    known = nodes.subnets
    there = {known[name].zone for name in group.subnets or known if name in known}
    for index, zone in enumerate(group.zones):
        if there and zone not in there:
            at = environment.source.at(("cluster", "nodes", group.name, "zones", index))
            whose = "the group" if group.subnets else "the cluster"
            hint = "remove the zone, or add a subnet of it"
            yield Finding("R907", at, f"no subnet of {whose} is in {zone}", hint)
    pods = {known[name].zone for name in nodes.pod_subnets if name in known}
    for zone in nodes.zones(group) if pods and group.type is not GroupType.FARGATE else ():
        if zone not in pods:
            at = environment.source.at(("cluster", "nodes", group.name), key=True)
            message = f"no subnet of podNetwork.subnets is in {zone}, where nodes of '{group.name}' are"
            yield Finding("R907", at, message, "add one, or keep the group out of the zone")


def _ranges(environment: Environment, nodes: Nodes) -> Iterator[Finding]:
    found: dict[str, IPv4Network] = {}
    within = [
        network for text in environment.cluster.cidrs if isinstance(network := _network(text), IPv4Network)
    ]
    for name, subnet in nodes.subnets.items():
        at = environment.source.at(("cluster", "vpc", "subnets", name, "cidr"))
        network = _network(subnet.cidr)
        if not isinstance(network, IPv4Network):
            hint = "its last bits are 0, for example 10.0.0.0/20"
            yield Finding("R906", at, f"{subnet.cidr} is no range of IPv4 addresses", hint)
        elif within and not any(network.subnet_of(one) for one in within):
            hint = "correct it, or add the range to cluster.vpc.cidrs"
            yield Finding("R906", at, f"{subnet.cidr} is in none of the network's ranges", hint)
        else:
            found[name] = network
    for (one, first), (other, second) in combinations(found.items(), 2):
        if first.overlaps(second):
            at = environment.source.at(("cluster", "vpc", "subnets", other, "cidr"))
            message = f"{second} has addresses that the subnet '{one}' has too, {first}"
            yield Finding("R906", at, message, "correct one of the two")


def _network(text: str) -> object:
    try:
        return ip_network(text)
    except ValueError:
        return None


RULES = (ranges, places)
