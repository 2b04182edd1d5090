"""RBAC: the roles of groups of people, bound in the namespaces of their teams and in the cluster."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from helmwright.emit.argocd.metadata import ENVIRONMENT
from helmwright.kubernetes.rbac import GROUP
from helmwright.model.access import Right, Scope, is_everything, is_of_the_cluster, roles
from helmwright.model.inputs import Environment, Inputs

Object = Mapping[str, Any]

KINDS = ("Role", "RoleBinding")
CLUSTER_KINDS = ("ClusterRole", "ClusterRoleBinding")
TEAM, ROLE = "helmwright.dev/team", "helmwright.dev/role"
"""The labels of what a team's groups are given, which say to whom."""


def is_given(inputs: Inputs) -> bool:
    """Whether any team says which groups it has, be it none."""
    return any(team.groups is not None for team in inputs.repository.teams.values())


def within(
    inputs: Inputs, environment: Environment, namespace: str, teams: Collection[str]
) -> tuple[Object, ...]:
    """What the groups of these teams, which run something there, are given in a namespace."""
    return tuple(_bound(inputs, environment, Scope.NAMESPACES, teams, namespace))


def everywhere(inputs: Inputs, environment: Environment, teams: Collection[str]) -> tuple[Object, ...]:
    """What groups are given in the whole cluster: those of teams that run something there.

    A role that may do everything asks for no namespace, nor does one that is of the whole cluster alone, here or before
    the environment adds to it: a right that is added takes none away.
    """
    return tuple(_bound(inputs, environment, Scope.CLUSTER, teams))


def _bound(
    inputs: Inputs, environment: Environment, scope: Scope, teams: Collection[str], namespace: str = ""
) -> Iterator[Object]:
    anywhere = homeless(inputs, environment) if scope is Scope.CLUSTER else ()
    for team in inputs.repository.teams.values():
        for role, groups in (team.groups or {}).items():
            if groups and (team.name in teams or role in anywhere):
                for right in environment.roles.get(role, {}).values():
                    if right.scope is scope and not right.applications:
                        yield from _objects(environment, (team.name, role), right, groups, namespace)


def homeless(inputs: Inputs, environment: Environment) -> Collection[str]:
    """The roles that ask for no namespace."""
    lower = roles(*inputs.repository.roles)
    return {
        role
        for role in environment.roles
        if is_everything(environment.roles, role)
        or any(is_of_the_cluster(known, role) for known in (lower, environment.roles))
    }


def _objects(
    environment: Environment, holder: tuple[str, str], right: Right, groups: Collection[str], namespace: str
) -> Iterator[Object]:
    """A binding, after the role with the right's own rules.

    A binding's role never changes, so that one to another ClusterRole has another name.
    """
    team, role = holder
    prefix = "" if namespace else "Cluster"
    name = ":".join(
        filter(None, ("helmwright", environment.name, team, role, right.name, right.cluster_role))
    )
    metadata = {
        "name": name,
        **({"namespace": namespace} if namespace else {}),
        "labels": {ENVIRONMENT: environment.name, ROLE: role, TEAM: team},
    }
    if right.rules:
        rules = [dict(rule) for _, rule in sorted(right.rules.items())]
        yield _object(f"{prefix}Role", metadata, {"rules": rules})
    reference = (
        {"apiGroup": GROUP, "kind": "ClusterRole", "name": right.cluster_role}
        if right.cluster_role
        else {"apiGroup": GROUP, "kind": f"{prefix}Role", "name": name}
    )
    subjects = [{"apiGroup": GROUP, "kind": "Group", "name": group} for group in sorted(groups)]
    yield _object(f"{prefix}RoleBinding", metadata, {"roleRef": reference, "subjects": subjects})


def _object(kind: str, metadata: Object, rest: Object) -> Object:
    return {"apiVersion": f"{GROUP}/v1", "kind": kind, "metadata": metadata, **rest}
