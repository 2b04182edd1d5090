"""The account of a team may make and remove what its team deploys, and has no right to give rights for nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from tests.argocd import control_plane
from tests.cluster.api_server import ApiServer
from tests.cluster.programs import wait
from tests.test_valid_cases import planned

from helmwright import layout
from helmwright.kubernetes.manifests import DEFINITION
from helmwright.kubernetes.rbac import GROUP
from helmwright.kubernetes.scopes import is_cluster_scoped, placed

pytestmark = [
    pytest.mark.cluster,
    *map(pytest.mark.tool, ("etcd", "kube-apiserver", "kube-controller-manager")),
]
CREATED, OK, FORBIDDEN = 201, 200, 403
TEAMS = ("platform", "shop")
OUTSIDE = frozenset({"Widget"})


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiServer]:
    with control_plane.running(tmp_path_factory.mktemp("cluster")) as found:
        for name in ("argocd", "shop", "old"):
            item = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}}
            assert found.apply(item) == []
        for item in (one for team in TEAMS for one in account(team)):
            assert found.apply(item) == []
        for team in TEAMS:
            for item in deployed(team):
                if item["kind"] == DEFINITION:
                    assert found.apply(item) == []
        yield found


def account(team: str) -> list[dict[str, Any]]:
    """The objects of a team's account."""
    tree = planned("impersonation").tree or {}
    return [*yaml.safe_load_all(tree[layout.account("dev", team)])]


def deployed(team: str) -> list[dict[str, Any]]:
    """What a team deploys, each object with its namespace."""
    plan = planned("impersonation")
    assert plan.resolved is not None
    found = [
        placed(item, release.namespace)
        for release in plan.resolved.releases
        if release.environment.name == "dev" and release.owner == team
        for item in plan.manifests[release.name]
    ]
    return [
        without_namespace(dict(item.object))
        if is_cluster_scoped(item.group, item.kind) or item.kind in OUTSIDE
        else dict(item.object)
        for item in found
    ]


def without_namespace(item: dict[str, Any]) -> dict[str, Any]:
    return {**item, "metadata": {key: value for key, value in item["metadata"].items() if key != "namespace"}}


def made(api: ApiServer, team: str, item: dict[str, Any]) -> int:
    """The status of making an object as a team's account, without making it."""
    path = f"{api.path(item).rpartition('/')[0]}?dryRun=All"
    user = f"system:serviceaccount:argocd:helmwright.dev.{team}"
    return api.call("POST", path, json.dumps(item), "application/json", user).status


@pytest.mark.parametrize("team", TEAMS)
def test_it_makes_and_removes_all_that_is_deployed(api: ApiServer, team: str) -> None:
    user = f"system:serviceaccount:argocd:helmwright.dev.{team}"
    for item in deployed(team):
        if item["kind"] != DEFINITION:
            assert made(api, team, item) == CREATED, item
            assert api.apply(item) == []
        for method in ("GET", "DELETE"):
            query = "?dryRun=All" if method == "DELETE" else ""
            assert api.call(method, f"{api.path(item)}{query}", user=user).status == OK, item
        other = {**item, "metadata": {**item["metadata"], "namespace": "default"}}
        if "namespace" in item["metadata"]:
            assert made(api, team, other) == FORBIDDEN


@pytest.mark.parametrize("team", TEAMS)
def test_no_right_to_give_rights_is_there_for_nothing(api: ApiServer, team: str) -> None:
    rights = [item for item in deployed(team) if item["apiVersion"] == f"{GROUP}/v1"]
    for item in rights:
        assert api.apply(item) == []
    taken = 0
    for role in account(team):
        for rule in role.get("rules", ()):
            if "bind" in rule["verbs"] or rule in [one for item in rights for one in item.get("rules", ())]:
                less = {**role, "rules": [one for one in role["rules"] if one != rule]}
                assert api.apply(less) == []
                wait(
                    lambda: FORBIDDEN in [made(api, team, item) for item in rights],
                    f"nobody needs {rule} of {role['kind']}",
                )
                assert api.apply(role) == []
                taken += 1
    assert taken
    wait(lambda: FORBIDDEN not in [made(api, team, item) for item in rights], "its rights do not come back")
