"""What groups of people may do in a cluster: roles, as layers of data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Data = Mapping[str, Any]


class Scope(StrEnum):
    """Where a right holds."""

    NAMESPACES = "namespaces"
    CLUSTER = "cluster"


@dataclass(frozen=True, slots=True)
class Right:
    """One of a role's rights: a ClusterRole that is there, rules of its own by their names, or what Argo CD lets do."""

    name: str
    cluster_role: str
    rules: Mapping[str, Data]
    applications: Sequence[str]
    """What may be done with Applications in Argo CD."""
    scope: Scope


Roles = Mapping[str, Mapping[str, Right]]
"""The rights of each role, by their names."""


def roles(*layers: Data) -> Roles:
    """The roles of all layers, lowest first: a right takes the place of one of its name, or takes it away."""
    merged: dict[str, dict[str, Any]] = {}
    for layer in layers:
        for name, rights in layer.items():
            merged.setdefault(name, {}).update(rights)
    return {
        name: {key: _right(key, said) for key, said in sorted(rights.items()) if isinstance(said, Mapping)}
        for name, rights in sorted(merged.items())
    }


def _right(name: str, said: Data) -> Right:
    scope = Scope(said.get("scope", Scope.NAMESPACES))
    return Right(
        name, said.get("clusterRole", ""), said.get("rules", {}), said.get("applications", ()), scope
    )


def is_everything(known: Roles, role: str) -> bool:
    """Whether a role may do everything in the whole cluster."""
    return any(
        right.scope is Scope.CLUSTER and right.cluster_role == "cluster-admin"
        for right in known.get(role, {}).values()
    )


def is_of_the_cluster(known: Roles, role: str) -> bool:
    """Whether all rights of a role are in the whole cluster."""
    rights = known.get(role, {}).values()
    return bool(rights) and all(right.scope is Scope.CLUSTER for right in rights)
