"""Which pods run on Fargate, and what each is given and paid for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from math import ceil
from typing import Any

from helmwright.capacity.fitting import required_terms
from helmwright.capacity.volumes import StorageClasses
from helmwright.capacity.workloads import Workload
from helmwright.model.nodes import GroupType, NodeGroup, Nodes

# https://docs.aws.amazon.com/eks/latest/userguide/fargate-pod-configuration.html: the memory in GB that there is for
# each number of vCPUs; 256 MiB of it are for the kubelet and what is beside it.
_SIZES = (
    (0.25, (0.5, 1, 2)),
    (0.5, tuple(range(1, 5))),
    (1, tuple(range(2, 9))),
    (2, tuple(range(4, 17))),
    (4, tuple(range(8, 31))),
    (8, tuple(range(16, 61, 4))),
    (16, tuple(range(32, 121, 8))),
)
_OVERHEAD = 256 << 20

Size = tuple[float, float]
"""vCPUs, and memory in GB."""


def profile(work: Workload, nodes: Nodes) -> NodeGroup | None:
    """The Fargate profile that takes the pods of a workload."""
    return next(
        (
            group
            for group in nodes.groups.values()
            if group.type is GroupType.FARGATE
            and any(
                fnmatchcase(work.owned.namespace, one.namespace) and one.labels.items() <= work.labels.items()
                for one in group.selectors
            )
        ),
        None,
    )


def size(work: Workload) -> Size | None:
    """The smallest size that holds a pod, None where none does."""
    for vcpus, memories in _SIZES:
        for memory in memories:
            if work.room.cpu <= vcpus * 1000 and work.room.memory + _OVERHEAD <= memory * (1 << 30):
                return vcpus, memory
    return None


def refused(work: Workload, classes: StorageClasses) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """What Fargate does not run, with the path to it in the pod's template.

    https://docs.aws.amazon.com/eks/latest/userguide/fargate.html.
    """
    if work.is_daemon:
        yield (), "DaemonSets do not run on Fargate"
    if work.on_host_network:
        yield ("spec", "hostNetwork"), "pods on Fargate have no network of a node"
    for index, container in enumerate(work.spec.get("containers") or ()):
        at = ("spec", "containers", index)
        if (container.get("securityContext") or {}).get("privileged"):
            yield (*at, "securityContext", "privileged"), "no container on Fargate is privileged"
        if any(port.get("hostPort") for port in container.get("ports") or ()):
            yield (*at, "ports"), "pods on Fargate have no ports of a node"
    for index, volume in enumerate(work.spec.get("volumes") or ()):
        if "hostPath" in volume:
            yield ("spec", "volumes", index), "pods on Fargate have no folders of a node"
    if "arm64" in _architectures(work):
        yield (), "Fargate of EKS has no arm64"
    if any(classes.zonal(claim) for claim in work.claims):
        yield (), "Fargate mounts no EBS volumes"
    if size(work) is None:
        gib = ceil(work.room.memory / (1 << 30))
        yield (), f"Fargate has no size for {work.room.cpu}m of cpu and {gib}Gi of memory"


def _architectures(work: Workload) -> Iterator[str]:
    """The one architecture that its pods ask for, if they do."""
    wanted: Mapping[str, Any] = work.spec.get("nodeSelector") or {}
    if "kubernetes.io/arch" in wanted:
        yield wanted["kubernetes.io/arch"]
    for term in required_terms(work.spec) or ():
        for expression in term.get("matchExpressions") or ():
            if expression.get("key") == "kubernetes.io/arch" and len(expression.get("values") or ()) == 1:
                yield from expression["values"]
