"""RBAC of groups of people: who is bound to what, where."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from tests.repositories import descriptor, repository

from helmwright import layout, resources
from helmwright.descriptors import schema
from helmwright.emit.argocd.access import everywhere, within
from helmwright.emit.argocd.own_projects import namespaces
from helmwright.known import read
from helmwright.kubernetes.manifests import Object
from helmwright.model.access import Right, Scope, roles
from helmwright.model.source import Sources

VIEW = {"clusterRole": "view"}
PODS = {"apiGroups": [""], "resources": ["pods"], "verbs": ["get"]}


def made(
    groups: Any, rights: Any, environment: Any = None, team: str = "web"
) -> tuple[list[Object], list[Object]]:
    """What is given in the namespace shop, and in the cluster, where web runs shop/cart."""
    resolved = repository(
        {"shop/cart": {}},
        environments={"prod": {"roles": environment or {}}},
        settings={"teams": {"web": {}, "shop": {}, team: {"groups": groups}}, "roles": rights},
    )
    prod = resolved.inputs.environments["prod"]
    return (
        [*within(resolved.inputs, prod, "shop", {"web"})],
        [*everywhere(resolved.inputs, prod, {"web"})],
    )


def told(objects: list[Object]) -> list[str]:
    return [f"{item['kind']} {item['metadata']['name']}" for item in objects]


def test_a_layer_adds_rights_replaces_them_whole_and_takes_them_away() -> None:
    lower = {"dev": {"see": {**VIEW, "scope": "cluster"}, "run": {"rules": {"pods": PODS}}, "log": VIEW}}
    found = roles(lower, {"dev": {"see": {"clusterRole": "edit"}, "run": False}, "new": {"see": VIEW}})
    see = Right("see", "edit", {}, (), Scope.NAMESPACES)
    log = Right("log", "view", {}, (), Scope.NAMESPACES)
    assert found == {
        "dev": {"log": log, "see": see},
        "new": {"see": Right("see", "view", {}, (), Scope.NAMESPACES)},
    }


def test_the_roles_that_are_there_are_written_as_anybody_writes_them() -> None:
    said = descriptor(layout.environment("prod"), {"cluster": CLUSTER, "roles": read.roles()})
    assert schema.check(Sources((said,), ())) == ()
    assert set(read.roles()) == {"ops", "lead", "developer"}


CLUSTER = {"name": "acme", "provider": "generic", "kubernetesVersion": "1.34"}


def test_a_group_is_bound_in_its_teams_namespaces_and_in_the_cluster() -> None:
    rights = {"dev": {"see": {**VIEW, "scope": "cluster"}, "log": VIEW, "run": {"rules": {"pods": PODS}}}}
    inside, outside = made({"dev": ["b", "a"]}, rights)
    assert told(inside) == [
        "RoleBinding helmwright:prod:web:dev:log:view",
        "Role helmwright:prod:web:dev:run",
        "RoleBinding helmwright:prod:web:dev:run",
    ]
    assert inside[1]["rules"] == [PODS]
    assert inside[2]["roleRef"] == {
        "apiGroup": "rbac.authorization.k8s.io",
        "kind": "Role",
        "name": "helmwright:prod:web:dev:run",
    }
    assert [subject["name"] for subject in inside[2]["subjects"]] == ["a", "b"]
    assert {item["metadata"]["namespace"] for item in inside} == {"shop"}
    assert told(outside) == ["ClusterRoleBinding helmwright:prod:web:dev:see:view"]
    assert "namespace" not in outside[0]["metadata"]


def test_an_environment_takes_a_right_away() -> None:
    rights = {"dev": {"log": VIEW, "see": {**VIEW, "scope": "cluster"}}}
    inside, outside = made({"dev": ["a"]}, rights, {"dev": {"log": False}})
    assert (told(inside), len(outside)) == ([], 1)


@pytest.mark.parametrize(
    ("rights", "bound"),
    [
        ({"see": {**VIEW, "scope": "cluster"}}, 1),
        ({"see": {**VIEW, "scope": "cluster"}, "log": VIEW}, 0),
    ],
)
def test_a_team_that_runs_nothing_has_the_roles_of_the_whole_cluster_alone(rights: Any, bound: int) -> None:
    inside, outside = made({"dev": ["a"]}, {"dev": rights}, team="shop")
    assert (len(inside), len(outside)) == (0, bound)


@pytest.mark.parametrize(
    ("cluster_role", "repository_says", "environment_says"),
    [("view", {}, {"log": VIEW}), ("cluster-admin", {"log": VIEW}, {}), ("cluster-admin", {}, {"log": VIEW})],
)
def test_a_right_that_is_added_takes_none_away(
    cluster_role: str, repository_says: Any, environment_says: Any
) -> None:
    rights = {"ops": {"all": {"clusterRole": cluster_role, "scope": "cluster"}, **repository_says}}
    inside, outside = made({"ops": ["a"]}, rights, {"ops": environment_says}, team="shop")
    assert (inside, told(outside)) == (
        [],
        [f"ClusterRoleBinding helmwright:prod:shop:ops:all:{cluster_role}"],
    )


@pytest.mark.parametrize("groups", [{}, {"dev": []}])
def test_a_role_without_groups_binds_nothing(groups: Any) -> None:
    assert made(groups, {"dev": {"log": VIEW, "see": {**VIEW, "scope": "cluster"}}}) == ([], [])


@pytest.mark.parametrize(
    ("teams", "said", "kinds"),
    [
        ({"web": {}}, {}, set()),
        ({"web": {"groups": {}}}, {}, {"ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"}),
        ({"web": {}}, {"shop": {"defaultDeny": False}}, {"NetworkPolicy"}),
    ],
)
def test_the_project_permits_what_is_or_was_asked_for(teams: Any, said: Any, kinds: set[str]) -> None:
    """What is no longer given must still be permitted, or Argo CD would leave it there."""
    resolved = repository(
        {"shop/cart": {}}, environments={"prod": {"namespaces": said}}, settings={"teams": teams}
    )
    spec = namespaces(resolved.inputs, resolved.inputs.environments["prod"])["spec"]
    entries = [*spec["clusterResourceWhitelist"], *spec["namespaceResourceWhitelist"]]
    assert {entry["kind"] for entry in entries} == {"Namespace", "LimitRange", "ResourceQuota", *kinds}


def test_the_file_of_roles_reads_the_same_with_any_reader() -> None:
    text = (resources.access() / "roles.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load(text) == read.roles()
