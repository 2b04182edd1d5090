"""Addresses are counted as the VPC CNI plug-in takes them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from tests.capacity.landscapes import group

from helmwright.capacity.addresses import Standing, addresses
from helmwright.capacity.allocatable import Room
from helmwright.capacity.kinds import NodeKind
from helmwright.known.read import instance_types
from helmwright.model.nodes import GroupType, NodeGroup, Nodes, Selector, Subnet

SUBNETS = {
    "a": Subnet("10.0.0.0/24", "z1"),
    "b": Subnet("10.0.1.0/25", "z2"),
    "pods": Subnet("10.1.0.0/24", "z1"),
}


def taken(
    nodes: Nodes, *pods: int, name: str = "t3.small", **serverless: int
) -> Mapping[str, tuple[int, int]]:
    kind = NodeKind(group(), instance_types()[name], "z1", {}, (), Room(0, 0, 0), 1)
    found = addresses(nodes, [Standing(kind, count) for count in pods], serverless)
    return {one.subnet: (one.needed, one.reserved) for one in found if one.needed}


def described(**more: object) -> Nodes:
    subnets = SUBNETS if "pod_subnets" in more else {name: SUBNETS[name] for name in "ab"}
    return Nodes({}, subnets, **more)  # type: ignore[arg-type]


def test_five_addresses_of_a_subnet_are_kept_by_aws() -> None:
    assert [one.usable for one in addresses(described(), [], {})] == [251, 123]


@pytest.mark.parametrize(
    ("pods", "needed", "reserved"),
    [(0, 1, 8), (3, 4, 8), (4, 6, 12), (9, 12, 12)],
)
def test_single_addresses_come_by_interface(pods: int, needed: int, reserved: int) -> None:
    """t3.small has three interfaces of four addresses, the first of each its own; one more is kept in reserve."""
    assert taken(described(), pods) == {"a": (needed, reserved)}


@pytest.mark.parametrize(
    ("pods", "needed", "reserved"),
    [(0, 1, 1 + 16), (5, 1 + 16, 1 + 32), (16, 1 + 16, 1 + 32), (17, 1 + 32, 1 + 48), (58, 2 + 64, 2 + 80)],
)
def test_prefixes_come_sixteen_at_a_time(pods: int, needed: int, reserved: int) -> None:
    """The reserve is that of the plug-in's own table for WARM_PREFIX_TARGET=1:
    https://github.com/aws/amazon-vpc-cni-k8s/blob/master/docs/prefix-and-ip-target.md."""
    assert taken(described(prefixes=True), pods) == {"a": (needed, reserved)}


def test_with_custom_networking_pods_have_subnets_of_their_own() -> None:
    assert taken(described(pod_subnets=("pods",)), 4) == {"a": (1, 1), "pods": (2 + 4, 8)}


def test_nodes_and_pods_of_fargate_are_in_the_subnets_in_turn() -> None:
    profile = NodeGroup(
        "f", GroupType.FARGATE, (), 0, 0, False, {}, (), (), ("a", "b"), {}, 0, (Selector("batch", {}),)
    )
    nodes = Nodes({"f": profile}, {name: SUBNETS[name] for name in "ab"})
    assert taken(nodes, f=3) == {"a": (2, 2), "b": (1, 1)}
