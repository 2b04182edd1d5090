"""What an environment says that other descriptors may refer to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright.model.source import Source

OWN = "facts"
"""The field of an environment for what only its users need to know."""
FACTS = (
    "name",
    "domain",
    "cluster.name",
    "cluster.provider",
    "cluster.kubernetesVersion",
    "cluster.region",
    "cluster.accountId",
    "cluster.vpc.id",
    "cluster.vpc.cidrs",
    "externals.*.host",
    "externals.*.port",
    "secretStores.*.name",
    "securityGroups.*",
    "storageClasses.*",
    f"{OWN}.*",
    f"{OWN}.*.*",
)
"""The dotted paths of all facts; an asterisk stands for a name of the user's."""
CLUSTER = ("cluster.key", "cluster.live", "cluster.weight", "live.cluster")
"""Those of a cluster among several: its key, and where the environment says which are live, whether it is, its share
of a hundred, and the name of the cluster with the most, if there is one."""

Facts = Mapping[str, Any]


def facts(source: Source) -> Facts:
    """The facts that an environment has, by dotted path: its name, and what its descriptor says."""
    found: dict[str, Any] = {"name": source.place.name}
    for pattern in FACTS[1:]:
        found |= _at(source.data, pattern.split("."), "")
    if member := source.member:
        told = (member.key, member.is_live, member.weight, member.live)
        known = len(told) if member.weights else 1 if member.weights is None else 3
        found |= dict(zip(CLUSTER[:known], told, strict=False))
    return found


def _at(value: Any, pattern: list[str], path: str) -> dict[str, Any]:
    if not pattern:
        return {path: value}
    if not isinstance(value, Mapping):
        return {}
    step, *rest = pattern
    steps = value if step == "*" else [step] if step in value else []
    return {
        key: found
        for one in steps
        for key, found in _at(value[one], rest, f"{path}.{one}".lstrip(".")).items()
    }
