"""What an account may do is what its project permits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
import yaml
from tests.test_valid_cases import NAMES, planned

from helmwright.emit.argocd import account_rules
from helmwright.kubernetes.app_projects import refusal
from helmwright.kubernetes.manifests import Manifest
from helmwright.kubernetes.rbac import Request, Rule, allows
from helmwright.kubernetes.requests import plural
from helmwright.kubernetes.resources import plurals
from helmwright.kubernetes.scopes import custom_scopes, is_cluster_scoped, placed

VERBS = ("create", "delete", "get", "patch", "update")
NAMED = VERBS[1:]
FOREIGN = (("", "Secret"), ("", "LimitRange"), ("apps", "ControllerRevision"))
"""Kinds that no case renders."""


def projects(name: str) -> Iterator[tuple[dict[str, Any], list[Manifest]]]:
    """The teams' projects of a case, each with all objects of its environment as they are deployed."""
    plan = planned(name)
    assert plan.resolved is not None
    for path, content in (plan.tree or {}).items():
        match path.split("/"):
            case ["bootstrap", environment, "projects", file] if file not in (
                "namespaces.yaml",
                "aws-auth.yaml",
            ):
                there = [
                    placed(item, release.namespace)
                    for release in plan.resolved.releases
                    if release.environment.name == environment
                    for item in plan.manifests[release.name]
                ]
                yield yaml.safe_load(content)["spec"], there


@pytest.mark.parametrize("name", NAMES)
def test_an_account_may_do_what_its_project_permits(name: str) -> None:
    found = 0
    for spec, there in projects(name):
        called, scopes = plurals(there), custom_scopes(there)
        place = spec["destinations"][0]
        cluster = str(place.get("name") or place.get("server"))
        outside = account_rules.outside(spec["clusterResourceWhitelist"], (), called)
        within = {
            one["namespace"]: account_rules.within(spec["namespaceResourceWhitelist"], (), called)
            for one in spec["destinations"]
        }
        for item in (*there, *foreign(there)):
            kind = (item.group, item.kind)
            scoped = is_cluster_scoped(*kind) or scopes.get(kind, not item.namespace)
            where = "" if scoped else item.namespace
            permitted = not refusal(spec, cluster, where, item)
            rules = [*outside, *within.get(where, ())]
            told = {verb: may(rules, verb, item, called) for verb in NAMED}
            assert told == dict.fromkeys(NAMED, permitted), f"{item} in {where or 'no namespace'}"
            assert may(rules, "create", item, called) or not permitted
            found += permitted
    assert found


@pytest.mark.parametrize("name", NAMES)
def test_a_role_is_in_a_namespace_that_is_there(name: str) -> None:
    plan = planned(name)
    assert plan.resolved is not None
    for environment in plan.resolved.inputs.environments.values():
        made = [
            one
            for path, content in (plan.tree or {}).items()
            if path.startswith(f"bootstrap/{environment.name}/namespaces/")
            for one in yaml.safe_load_all(content)
        ]
        there = {one["metadata"]["name"] for one in made if one["kind"] == "Namespace"}
        places = {one["metadata"]["namespace"] for one in made if one["kind"] == "Role"}
        assert set(filter(environment.owns, places)) <= there


def foreign(there: Sequence[Manifest]) -> Iterator[Manifest]:
    """Objects of kinds that are not rendered, beside those that are."""
    for namespace in sorted({item.namespace for item in there} - {""}):
        for group, kind in FOREIGN:
            version = f"{group}/v1" if group else "v1"
            about = {"name": "foreign", "namespace": namespace}
            yield Manifest("foreign", {"apiVersion": version, "kind": kind, "metadata": about})


def may(rules: Sequence[Rule], verb: str, item: Manifest, called: Any) -> bool:
    kind = (item.group, item.kind)
    name = "" if verb == "create" else item.name
    request = Request(verb, item.group, called.get(kind) or plural(item.kind.lower()), name)
    return any(allows(rule, request) for rule in rules)


def test_rights_are_given_that_are_there_and_roles_are_bound_by_name() -> None:
    rule = {"apiGroups": [""], "resources": ["pods"], "verbs": ["list"]}
    objects = [
        rbac("Role", rules=[rule, rule]),
        rbac("RoleBinding", roleRef={"kind": "Role", "name": "one"}),
        rbac("RoleBinding", roleRef={"kind": "Role", "name": "two"}),
        rbac("RoleBinding", roleRef={"kind": "ClusterRole", "name": "one"}),
        rbac("RoleBinding", roleRef={"kind": "ClusterRole", "name": "view"}),
        rbac("ClusterRole", rules=[{"nonResourceURLs": ["/metrics"], "verbs": ["get"]}]),
        rbac("ClusterRoleBinding", roleRef={"kind": "ClusterRole", "name": "one"}),
        rbac("ClusterRoleBinding", roleRef={"kind": "ClusterRole", "name": "two"}),
    ]
    assert account_rules.within([], objects, {})[1:] == [
        rule,
        bind("clusterroles", "view"),
        bind("roles", "two"),
    ]
    assert account_rules.outside([], objects, {}) == [
        {"nonResourceURLs": ["/metrics"], "verbs": ["get"]},
        bind("clusterroles", "two"),
    ]


def rbac(kind: str, **rest: Any) -> Manifest:
    group = "rbac.authorization.k8s.io"
    return Manifest("rbac", {"apiVersion": f"{group}/v1", "kind": kind, "metadata": {"name": "one"}, **rest})


def bind(resource: str, name: str) -> dict[str, Any]:
    group = "rbac.authorization.k8s.io"
    return {"apiGroups": [group], "resources": [resource], "verbs": ["bind"], "resourceNames": [name]}


def test_a_definition_says_what_its_kind_is_called() -> None:
    given = {"group": "acme.example", "kind": "Redis"}
    assert called("acme.example", "Redis", "redis", given) == ["redis"]
    assert called("acme.example", "Other", "others", given) == ["redises"]


def test_a_definition_says_nothing_of_kubernetes_own_kinds_and_nothing_that_is_no_name() -> None:
    own = {"group": "", "kind": "ConfigMap"}
    assert called("", "ConfigMap", "*", own) == ["configmaps"]
    assert called("", "ConfigMap", "secrets", own) == ["configmaps"]
    custom = {"group": "acme.example", "kind": "Widget"}
    for name in ("*", "widgets/scale", "Widgets", None):
        assert called("acme.example", "Widget", name, custom) == ["widgets"]


def test_endpoints_are_called_so_already() -> None:
    assert called("acme.example", "Widget", "widgets", {"group": "", "kind": "Endpoints"}) == ["endpoints"]


def called(group: str, kind: str, name: str | None, permitted: dict[str, str]) -> Any:
    """The resource of a kind that is permitted, where a definition calls one by a name in the plural."""
    definition = Manifest(
        "crd",
        {
            "apiVersion": "apiextensions.k8s.io/v1",
            "kind": "CustomResourceDefinition",
            "metadata": {"name": "one"},
            "spec": {"group": group, "names": {"kind": kind, "plural": name}, "scope": "Namespaced"},
        },
    )
    return account_rules.within([permitted], (), plurals([definition]))[0]["resources"]
