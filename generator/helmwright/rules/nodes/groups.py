"""Whether an environment's node groups can be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from helmwright.codes.code import Code
from helmwright.findings import Finding, Severity, listed
from helmwright.hints import did_you_mean
from helmwright.known.instance import InstanceType
from helmwright.model.inputs import Environment
from helmwright.model.nodes import GroupType, NodeGroup, Nodes
from helmwright.model.resolved import Resolved

CODES = (
    Code(
        "R901",
        "node group without a node",
        "EKS refuses the group, or it never has a node, and what is planned for it waits for ever: no instance types, "
        "more nodes at least than at most, none at most, limits below the smallest type, a profile that selects no "
        "pod.",
        "Correct the field that is named.",
    ),
    Code(
        "R902",
        "field of another type of node group",
        "A managed node group has a fewest and a most number of nodes, a Karpenter pool has limits, and a Fargate "
        "profile has selectors and no nodes of its own. What belongs to another type is read by nobody.",
        "Remove the field, or correct the group's type.",
    ),
    Code(
        "R903",
        "unknown instance type",
        "helmwright does not know how much a node of that type takes, so nothing can be reckoned. The type is "
        "misspelt, or newer than this version of helmwright.",
        "Correct the name, or give the facts under cluster.instanceTypes.<type>, as "
        "aws ec2 describe-instance-types --instance-types <type> says them.",
    ),
    Code(
        "R904",
        "architectures mixed in a managed node group",
        "All nodes of a managed node group boot one image, which is for one architecture, so EKS refuses the group.",
        "Make a group for each architecture.",
    ),
    Code(
        "R905",
        "instance types of different sizes",
        "The cluster autoscaler takes all nodes of a group for alike, and EKS tells all of them the lowest number of "
        "pods that one of the types takes. Nodes of a larger type stay partly empty, and which one comes is not known.",
        "Name types with as many vCPUs and about as much memory, or make a group for each size.",
        Severity.WARNING,
        overridable=True,
    ),
    Code(
        "R908",
        "label or taint that contradicts the nodes",
        "Kubernetes and AWS set some labels themselves, such as the architecture and the zone. A group that says "
        "another value attracts pods that cannot run there. The API server refuses two taints of one key and effect.",
        "Remove the label or the taint.",
    ),
)


@dataclass(frozen=True, slots=True)
class _Group:
    """A group with what is around it."""

    environment: Environment
    nodes: Nodes
    group: NodeGroup
    types: tuple[InstanceType, ...]
    """Those of its instance types that are known."""

    def says(self, field: str) -> bool:
        said: bool = field in self.environment.source.data["cluster"]["nodes"][self.group.name]
        return said

    def finding(self, code: str, message: str, hint: str, *path: str | int, key: bool = False) -> Finding:
        at = self.environment.source.at(("cluster", "nodes", self.group.name, *path), key=key)
        return Finding(code, at, message, hint)


def groups(resolved: Resolved) -> Iterator[Finding]:
    """Every node group can have nodes, of types that are known, where there are subnets."""
    for environment in resolved.inputs.environments.values():
        nodes = environment.cluster.nodes
        for group in nodes.groups.values() if nodes else ():
            assert nodes is not None  # noqa: S101 # there are groups
            found = (nodes.type_of(name, resolved.instance_types) for name in group.instance_types)
            item = _Group(environment, nodes, group, tuple(one for one in found if one))
            yield from _fields(item)
            yield from _possible(item)
            yield from _types(item, resolved)
            yield from _labels(item)


_OF_NODES = ("instanceTypes", "capacityType", "labels", "taints", "maxPods")
_FOREIGN = {
    GroupType.MANAGED: ("limits", "selectors"),
    GroupType.KARPENTER: ("min", "max", "selectors"),
    GroupType.FARGATE: (*_OF_NODES, "min", "max", "limits"),
}


def _fields(item: _Group) -> Iterator[Finding]:
    for field in _FOREIGN[item.group.type]:
        if item.says(field):
            message = f"{field} means nothing in a node group of the type {item.group.type}"
            yield item.finding("R902", message, "remove it, or correct the type", field, key=True)


def _possible(item: _Group) -> Iterator[Finding]:
    group = item.group
    needed = "selectors" if group.type is GroupType.FARGATE else "instanceTypes"
    if not item.says(needed):
        hint = "for example selectors: [{namespace: batch}]"
        if needed == "instanceTypes":
            hint = "for example instanceTypes: [m7i.large, m7a.large]"
        yield item.finding(
            "R901", f"the {group.type} node group '{group.name}' has no {needed}", hint, key=True
        )
    if group.type is GroupType.MANAGED and not group.max:
        message = f"the managed node group '{group.name}' has at most no node"
        yield item.finding("R901", message, "for example max: 10", "max", key=not item.says("max"))
    elif group.type is GroupType.MANAGED and group.min > group.max:
        message = f"at least {group.min} nodes are more than at most {group.max}"
        yield item.finding("R901", message, "lower min, or raise max", "min")
    sizes = {
        "cpu": [one.vcpus * 1000 for one in item.types],
        "memory": [one.memory << 20 for one in item.types],
    }
    for name, limit in group.limits.items():
        if sizes.get(name) and limit < min(sizes[name]):
            message = f"the smallest instance type has more {name} than all nodes may have together"
            yield item.finding("R901", message, "raise the limit, or name a smaller type", "limits", name)


def _types(item: _Group, resolved: Resolved) -> Iterator[Finding]:
    group = item.group
    for index, name in enumerate(group.instance_types):
        if item.nodes.type_of(name, resolved.instance_types) is None:
            known = (*item.nodes.own_types, *resolved.instance_types)
            otherwise = f"give its facts under cluster.instanceTypes.{name}"
            hint = did_you_mean(name, known)
            hint = f"{hint} Otherwise {otherwise}" if hint else otherwise
            yield item.finding(
                "R903", f"nothing is known of the instance type {name}", hint, "instanceTypes", index
            )
    if group.type is not GroupType.MANAGED:
        return
    by_architecture = {one.architecture: one.name for one in reversed(item.types)}
    if len(by_architecture) > 1:
        kinds = listed(f"{name} is {found}" for found, name in sorted(by_architecture.items()))
        hint = "make a group for each architecture"
        yield item.finding(
            "R904", f"all nodes of the group boot one image, and {kinds}", hint, "instanceTypes"
        )
    elif len({one.vcpus for one in item.types}) > 1:
        sizes = listed(f"{one.name} has {one.vcpus}" for one in item.types)
        hint = "name types with as many vCPUs"
        yield item.finding("R905", f"types of one group differ in vCPUs: {sizes}", hint, "instanceTypes")


_OWN = {
    "kubernetes.io/arch": "architecture",
    "node.kubernetes.io/instance-type": "name",
}


def _labels(item: _Group) -> Iterator[Finding]:
    for label, field in _OWN.items():
        values = {getattr(one, field) for one in item.types}
        said = item.group.labels.get(label)
        if said is not None and values - {said}:
            message = f"{label} is {said} here, and the nodes are {listed(sorted(values))}"
            yield item.finding("R908", message, "remove it; nodes have it anyway", "labels", label)
    zone = item.group.labels.get("topology.kubernetes.io/zone")
    if zone is not None and item.nodes.zones(item.group) != (zone,):
        message = f"topology.kubernetes.io/zone is {zone} here, and the group is in other zones"
        yield item.finding("R908", message, "write zones instead", "labels", "topology.kubernetes.io/zone")
    seen: set[tuple[str, str]] = set()
    for index, taint in enumerate(item.group.taints):
        if (taint.key, taint.effect) in seen:
            message = f"there is another taint {taint.key} with the effect {taint.effect}"
            yield item.finding("R908", message, "remove one of the two", "taints", index)
        seen.add((taint.key, taint.effect))


RULES = (groups,)
