"""What an environment says that other descriptors may refer to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

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

Facts = Mapping[str, Any]


def facts(name: str, data: Mapping[str, Any]) -> Facts:
    """The facts that an environment has, by dotted path: its name, and what its descriptor says."""
    found = {"name": name}
    for pattern in FACTS[1:]:
        found |= _at(data, pattern.split("."), "")
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
