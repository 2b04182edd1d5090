"""What a node has for pods is what EKS leaves them."""

from __future__ import annotations

import pytest

from helmwright.capacity.allocatable import MIB, allocatable, max_pods
from helmwright.known.read import instance_types

PUBLISHED = {
    "a1.medium": (940, 1392, 8),
    "m5.large": (1930, 6903, 29),
    "m5.4xlarge": (15890, 57691, 234),
    "t3.small": (1930, 1418, 11),
    "t3.medium": (1930, 3246, 17),
    "c7g.xlarge": (3920, 6525, 58),
    "r7i.2xlarge": (7910, 59627, 58),
    "m4.large": (1930, 7002, 20),
}
"""Millicores, MiB and pods, as Karpenter's table has them for nodes with AL2023:
https://github.com/aws/karpenter-provider-aws/blob/1d927085dd81a9df9301e613f371dac5b4d16bfe/website/content/en/docs/reference/instance-types.md"""


@pytest.mark.parametrize("name", PUBLISHED)
def test_pods_have_what_is_published(name: str) -> None:
    instance = instance_types()[name]
    pods = max_pods(instance, prefixes=False, custom=False)
    room = allocatable(instance, pods)
    assert (room.cpu, room.memory // MIB, room.pods) == PUBLISHED[name]


@pytest.mark.parametrize(
    ("name", "prefixes", "custom", "expected"),
    [
        ("m5.large", False, False, 3 * 9 + 2),
        ("m5.large", False, True, 2 * 9 + 2),
        ("m5.large", True, False, 110),
        ("t3.small", True, True, 2 * 3 * 16 + 2),
        ("m5.8xlarge", True, False, 250),
        ("m4.large", True, False, 2 * 9 + 2),
    ],
)
def test_pods_are_as_many_as_there_are_addresses(
    name: str, prefixes: bool, custom: bool, expected: int
) -> None:
    """m4 has no Nitro, so that it gets single addresses whatever the setting."""
    assert max_pods(instance_types()[name], prefixes=prefixes, custom=custom) == expected


def test_a_node_that_takes_more_pods_keeps_more_memory_for_itself() -> None:
    instance = instance_types()["m5.large"]
    assert allocatable(instance, 29).memory - allocatable(instance, 110).memory == 11 * (110 - 29) * MIB
    assert allocatable(instance, 20).memory == allocatable(instance, 29).memory
