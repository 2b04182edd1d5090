"""What a node has for pods, as EKS reserves the rest."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from helmwright.known.instance import InstanceType

MIB = 1 << 20

# Memory that a machine has less than its type: VM_MEMORY_OVERHEAD_PERCENT of https://karpenter.sh/docs/reference/settings/
# and, for the 64 MiB that Graviton keeps for itself,
# https://github.com/aws/karpenter-provider-aws/blob/1d927085dd81a9df9301e613f371dac5b4d16bfe/pkg/providers/instancetype/types.go
_LOST_PERCENT, _LOST_ON_ARM = 7.5, 64

# nodeadm/internal/kubelet/config.go (getCPUMillicoresToReserve, getMemoryMebibytesToReserve, EvictionHard) of
# https://github.com/awslabs/amazon-eks-ami/tree/81fec2e895854f599974fe4d3d72f61c0a9aaffa: of each range of millicores
# a part is reserved.
_CPU_RANGES = ((0, 1000, 600), (1000, 2000, 100), (2000, 4000, 50), (4000, 1 << 31, 25))
_MEMORY_OF_POD, _MEMORY_ANYWAY, _EVICTION = 11, 255, 100

# https://docs.aws.amazon.com/eks/latest/userguide/choosing-instance-type.html: what is recommended, and set for
# managed node groups, where prefixes would allow more.
_MOST_PODS, _MOST_PODS_OF_LARGE, _LARGE = 110, 250, 30

PREFIX = 16
"""The addresses of a prefix."""


@dataclass(frozen=True, slots=True)
class Room:
    """An amount of what nodes have: millicores, bytes, and pods."""

    cpu: int
    memory: int
    pods: int

    def __sub__(self, other: Room) -> Room:
        return Room(self.cpu - other.cpu, self.memory - other.memory, self.pods - other.pods)

    def __add__(self, other: Room) -> Room:
        return Room(self.cpu + other.cpu, self.memory + other.memory, self.pods + other.pods)

    def least(self, other: Room) -> Room:
        """The smaller of the two in everything."""
        return Room(min(self.cpu, other.cpu), min(self.memory, other.memory), min(self.pods, other.pods))


def gives_prefixes(instance: InstanceType) -> bool:
    """Whether the plug-in can give prefixes there; elsewhere it gives single addresses whatever its setting."""
    return instance.hypervisor != "xen"


def max_pods(instance: InstanceType, *, prefixes: bool, custom: bool) -> int:
    """How many pods a node can have by its addresses; two that use the node's own are counted in.

    The first address of an interface is its own, and with custom networking the first interface carries no pods
    (https://github.com/aws/amazon-vpc-cni-k8s/blob/master/misc/eni-max-pods.txt).
    """
    slots = (instance.interfaces - custom) * (instance.addresses - 1)
    if prefixes and gives_prefixes(instance):
        return min(slots * PREFIX + 2, _MOST_PODS if instance.vcpus < _LARGE else _MOST_PODS_OF_LARGE)
    return slots + 2


def allocatable(instance: InstanceType, pods: int) -> Room:
    """What pods can ask for on a node that takes so many of them.

    The kubelet keeps memory by how many pods it takes, or by how many the type takes without prefixes and custom
    networking, which depends on how it is told: it is reckoned with the more of both.
    """
    millicores = instance.vcpus * 1000
    reserved = sum(
        (min(millicores, end) - start) * part // 10000
        for start, end, part in _CPU_RANGES
        if millicores > start
    )
    memory = instance.memory - (_LOST_ON_ARM if instance.architecture == "arm64" else 0)
    memory -= ceil(memory * _LOST_PERCENT / 100)
    counted = max(pods, max_pods(instance, prefixes=False, custom=False))
    memory -= _MEMORY_OF_POD * counted + _MEMORY_ANYWAY + _EVICTION
    return Room(millicores - reserved, memory * MIB, pods)
