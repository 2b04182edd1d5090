"""What people may do in Argo CD, and when it may sync."""

from __future__ import annotations

from typing import Any

import pytest
from tests.repositories import release, repository

from helmwright.emit.argocd.applications import application
from helmwright.emit.argocd.project_roles import roles, windows

TEAMS = {
    "web": {"groups": {"dev": ["b", "a"], "ops": ["o"], "idle": ["i"]}},
    "shop": {"groups": {"dev": ["s"], "guest": ["g"]}},
}
RIGHTS = {
    "dev": {"see": {"applications": ["logs", "get"]}, "read": {"clusterRole": "view"}},
    "ops": {"all": {"applications": ["get", "action", "exec"], "scope": "cluster"}},
    "guest": {"see": {"applications": ["get"], "scope": "cluster"}, "read": {"clusterRole": "view"}},
    "idle": {"read": {"clusterRole": "view"}},
}


def made(owner: str) -> dict[str, Any]:
    resolved = repository(
        {"shop/cart": {}, "ledger/books": {"owner": "web"}}, settings={"teams": TEAMS, "roles": RIGHTS}
    )
    found = roles(resolved.inputs, resolved.inputs.environments["prod"], owner, {"web"})
    return {item["name"]: item for item in found}


def test_a_role_of_the_team_is_in_its_own_project_alone() -> None:
    assert "shop_dev" not in made("web")
    assert made("web")["web_dev"] == {
        "name": "web_dev",
        "groups": ["a", "b"],
        "policies": [
            "p, proj:prod-web:web_dev, applications, get, prod-web/*, allow",
            "p, proj:prod-web:web_dev, logs, get, prod-web/*, allow",
        ],
    }


def test_a_role_of_the_whole_cluster_is_in_every_project_where_its_team_runs_something() -> None:
    for owner in ("web", "shop"):
        found = made(owner)
        assert [policy.split(", ")[2:4] for policy in found["web_ops"]["policies"]] == [
            ["applications", "get"],
            ["applications", "action/*"],
            ["exec", "create"],
        ]
        assert {"shop_guest", "web_idle"}.isdisjoint(found)


def test_who_may_do_everything_sees_every_project_whatever_is_added() -> None:
    rights = {
        "ops": {
            "all": {"clusterRole": "cluster-admin", "scope": "cluster"},
            "deploy": {"applications": ["get"], "scope": "cluster"},
            "debug": {"clusterRole": "view"},
        }
    }
    teams = {"web": {}, "platform": {"groups": {"ops": ["o"]}}}
    resolved = repository({"shop/cart": {}}, settings={"teams": teams, "roles": rights})
    (found,) = roles(resolved.inputs, resolved.inputs.environments["prod"], "web", {"web"})
    assert found["name"] == "platform_ops"


@pytest.mark.parametrize(
    ("apps", "applications"),
    [(None, ["prod-ledger", "prod-shop"]), (["shop"], ["prod-shop"]), (["elsewhere"], None)],
)
def test_a_window_names_its_applications(apps: list[str] | None, applications: list[str] | None) -> None:
    said = {"kind": "deny", "schedule": "@daily", "duration": "1h", **({"apps": apps} if apps else {})}
    resolved = repository(
        {"shop/cart": {}, "ledger/books": {}}, environments={"prod": {"syncWindows": [said]}}
    )
    found = windows(resolved.inputs.environments["prod"], resolved.releases)
    assert [window["applications"] for window in found] == ([applications] if applications else [])
    assert all(window["timeZone"] == "UTC" and "manualSync" not in window for window in found)


def test_the_annotations_of_an_application_come_from_three_files_and_the_links() -> None:
    said = {"a": "all", "b": "all", "c": "all"}
    resolved = repository(
        {"shop/cart": {}},
        settings={"applications": {"annotations": said}},
        environments={"prod": {"applications": {"annotations": {"b": "prod", "c": "prod"}}}},
        apps={
            "shop": {
                "links": {"runbook": "https://wiki.example/shop"},
                "applications": {"annotations": {"c": "shop"}},
            }
        },
    )
    made = application(resolved.inputs, release(resolved, "prod-shop"), ())
    found = made["metadata"]["annotations"]
    assert [found[key] for key in "abc"] == ["all", "prod", "shop"]
    assert found["link.argocd.argoproj.io/runbook"] == "https://wiki.example/shop"
    assert found["argocd.argoproj.io/sync-wave"] == "0"
