"""RBAC: what rules cover, what ClusterRoles aggregate, and how a question is read; e2e compares with a server."""

from __future__ import annotations

from typing import Any

import pytest

from helmwright.access.question import UnknownNameError, question
from helmwright.access.rows import UNAUTHENTICATED, answers, given
from helmwright.known import read
from helmwright.kubernetes.manifests import Manifest
from helmwright.kubernetes.rbac import (
    AUTHENTICATED,
    GROUP,
    Request,
    allows,
    answer,
    bindings,
)
from helmwright.kubernetes.requests import cluster_resources
from helmwright.kubernetes.resources import BUILT_IN, Resource, defined, of_kind

PODS = {"apiGroups": [""], "resources": ["pods"], "verbs": ["get"]}


@pytest.mark.parametrize(
    ("rule", "request_", "covered"),
    [
        (PODS, Request("get", "", "pods", namespace="shop"), True),
        (PODS, Request("list", "", "pods"), False),
        (PODS, Request("get", "", "pods/log"), False),
        (PODS, Request("get", "metrics.k8s.io", "pods"), False),
        ({**PODS, "resources": ["*"]}, Request("get", "", "pods/log"), True),
        ({**PODS, "resources": ["*/log"]}, Request("get", "", "pods/log"), True),
        ({**PODS, "resources": ["*/log"]}, Request("get", "", "log"), False),
        ({**PODS, "resources": ["pods/*"]}, Request("get", "", "pods/log"), False),
        ({**PODS, "verbs": ["*"], "apiGroups": ["*"]}, Request("frob", "acme.example", "pods"), True),
        ({**PODS, "resourceNames": ["cart"]}, Request("get", "", "pods", "cart"), True),
        ({**PODS, "resourceNames": ["cart"]}, Request("get", "", "pods"), False),
        ({"nonResourceURLs": ["/debug/*"], "verbs": ["get"]}, Request("get", path="/debug/pprof"), True),
        ({"nonResourceURLs": ["/debug"], "verbs": ["get"]}, Request("get", path="/debug/pprof"), False),
        (PODS, Request("get", path="/healthz"), False),
    ],
)
def test_a_rule_covers(rule: Any, request_: Request, covered: bool) -> None:
    assert allows(rule, request_) is covered


def made(kind: str, name: str, namespace: str = "", labels: Any = None, **rest: Any) -> Manifest:
    place = {"namespace": namespace} if namespace else {}
    metadata = {"name": name, **place, "labels": labels or {}}
    return Manifest("x", {"apiVersion": f"{GROUP}/v1", "kind": kind, "metadata": metadata, **rest})


def bound(kind: str, to: str, role: str = "ClusterRole", namespace: str = "") -> Manifest:
    subjects = [{"kind": "Group", "name": "acme"}, {"kind": "User", "name": "ann"}]
    return made(kind, f"to-{to}", namespace, roleRef={"kind": role, "name": to}, subjects=subjects)


def may(objects: list[Manifest], request: Request, group: str = "acme") -> bool:
    found = bindings([*read.kubernetes_access(), *objects])
    return answer(request, {group, AUTHENTICATED}, found) is not None


def test_a_binding_in_a_namespace_counts_there_alone() -> None:
    objects = [bound("RoleBinding", "view", namespace="shop")]
    asked = [Request("get", "", "pods", namespace=name) for name in ("shop", "pages", "")]
    assert [may(objects, one) for one in asked] == [True, False, False]


def test_a_role_is_one_of_its_namespace() -> None:
    role = made("Role", "view", "pages", rules=[PODS])
    here, there = (bound("RoleBinding", "view", "Role", name) for name in ("pages", "shop"))
    request = Request("get", "", "pods", namespace="pages")
    assert may([role, here], request)
    assert not may([role, there], Request("get", "", "pods", namespace="shop"))


def test_a_user_of_a_groups_name_is_no_group() -> None:
    assert not may([bound("ClusterRoleBinding", "view")], Request("get", "", "pods"), "ann")


def test_the_roles_of_kubernetes_hold_what_is_aggregated_to_them() -> None:
    things = {"apiGroups": ["acme.example"], "resources": ["things"], "verbs": ["get"]}
    role = made("ClusterRole", "things", labels={f"{GROUP}/aggregate-to-view": "true"}, rules=[things])
    request = Request("get", "acme.example", "things", namespace="shop")
    for name in ("view", "edit", "admin"):
        assert may([role, bound("ClusterRoleBinding", name)], request), name
    assert not may([bound("ClusterRoleBinding", "view")], request)


def test_view_shows_no_secrets_and_edit_does() -> None:
    request = Request("get", "", "secrets", namespace="shop")
    assert [may([bound("ClusterRoleBinding", name)], request) for name in ("view", "edit")] == [False, True]


def test_what_is_nothing_in_a_list_means_nothing() -> None:
    """As a chart renders it whose values leave something out."""
    pods = {**PODS, "verbs": [None, "get"], "apiGroups": [None, ""], "resources": [None, "pods"]}
    view: dict[str, Any] = {"rules": [pods, None], "labels": {"acme": "yes"}}
    selectors = [None, {"matchLabels": {"acme": "yes"}, "matchExpressions": [None]}]
    many = made("ClusterRole", "many", aggregationRule={"clusterRoleSelectors": selectors})
    one = bound("ClusterRoleBinding", "many")
    subjects = [None, "acme", *one.object["subjects"]]
    binding = made("ClusterRoleBinding", "to-many", roleRef=one.object["roleRef"], subjects=subjects)
    assert may([made("ClusterRole", "acme", **view), many, binding], Request("get", "", "pods"))
    nothing = [made("ClusterRole", "none", rules=None), made("ClusterRoleBinding", "none", subjects=None)]
    assert not may(nothing, Request("get", "", "pods"))
    assert question("get pods", bindings([made("ClusterRole", "acme", **view)])) == Request("get", "", "pods")


def test_everybody_who_has_logged_in_may_ask_for_versions() -> None:
    assert may([], Request("get", path="/version"))
    assert not may([], Request("get", path="/metrics"))


def test_what_a_chart_gives_a_group_of_kubernetes_is_told() -> None:
    to = {"kind": "ClusterRole", "name": "system:discovery"}
    wide = made("ClusterRoleBinding", "wide", roleRef=to, subjects=[{"kind": "Group", "name": AUTHENTICATED}])
    found = bindings([*read.kubernetes_access(), wide])
    (row,) = given("dev", found, read.kubernetes_access(), "", "")
    assert (row.group, row.binding.manifest.name, row.right) == (AUTHENTICATED, "wide", "system:discovery")
    rows = given("dev", found, read.kubernetes_access(), "", AUTHENTICATED)
    assert "system:basic-user" in {one.right for one in rows}


@pytest.mark.parametrize(("path", "allowed"), [("/version", True), ("/api", False)])
def test_who_has_not_logged_in_has_nothing_of_who_has(path: str, allowed: bool) -> None:
    found = bindings(read.kubernetes_access())
    (row,) = answers("dev", found, [UNAUTHENTICATED], Request("get", path=path))
    assert row.allowed is allowed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("get pods", Request("get", "", "pods")),
        ("create pods/exec -n shop", Request("create", "", "pods/exec", namespace="shop")),
        ("-n shop Get pods cart", Request("get", "", "pods", "cart", "shop")),
        (
            "patch deployments/scale --namespace shop",
            Request("patch", "apps", "deployments/scale", "", "shop"),
        ),
        ("get ingresses", Request("get", "networking.k8s.io", "ingresses")),
        ("get things.acme.example/status", Request("get", "acme.example", "things/status")),
        ("get things", Request("get", "acme.example", "things")),
        ("get th", Request("get", "acme.example", "things")),
        ("list secret -n odd", Request("list", "", "secrets", namespace="odd")),
        ("create po/exec", Request("create", "", "pods/exec")),
        ("get deploy.apps", Request("get", "apps", "deployments")),
        ("get netpol", Request("get", "networking.k8s.io", "networkpolicies")),
        ("get ep", Request("get", "", "endpoints")),
        ("get ns -n odd", Request("get", "", "namespaces", namespace="odd")),
        ("get pods.metrics.k8s.io", Request("get", "metrics.k8s.io", "pods")),
        ("frob gears", Request("frob", "gear.example", "gears")),
        ("impersonate groups", Request("impersonate", "", "groups")),
        ("get anything.wide.example", Request("get", "wide.example", "anything")),
        ("get fans", Request("get", "", "fans")),
        ("* *", Request("*", "", "*")),
        ("get nodes -n shop", Request("get", "", "nodes")),
        ("get namespaces shop -n shop", Request("get", "", "namespaces", "shop", "shop")),
        ("GET /healthz", Request("get", path="/healthz")),
    ],
)
def test_a_question_is_read(text: str, expected: Request) -> None:
    gears = {"apiGroups": ["gear.example"], "resources": ["gears/status"], "verbs": ["frob"]}
    wide = {"apiGroups": ["wide.example", "apps"], "resources": ["*"], "verbs": ["get"]}
    fans = {"apiGroups": ["*"], "resources": ["fans"], "verbs": ["get"]}
    roles = [made("ClusterRole", "gears", rules=[gears, wide, fans]), bound("ClusterRoleBinding", "gears")]
    found = bindings([*read.kubernetes_access(), *roles, bound("ClusterRoleBinding", "edit")])
    things = Resource("acme.example", "things", ("thing", "th"))
    assert question(text, found, [things]) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("get secretz", "resource 'secretz'"),
        ("get pods.apps", "resource 'pods.apps'"),
        ("get things", "resource 'things'"),
        ("get things.acme.example", "resource 'things.acme.example'"),
        ("lst pods", "verb 'lst'"),
        ("list /healthz", "verb 'list'"),
    ],
)
def test_what_nothing_knows_is_refused(text: str, message: str) -> None:
    rules = [PODS, {**PODS, "verbs": ["list"]}, {"apiGroups": ["apps"], "resources": ["*"], "verbs": ["get"]}]
    objects = [made("ClusterRole", "own", rules=rules), bound("ClusterRoleBinding", "own")]
    admin = bound("ClusterRoleBinding", "cluster-admin")
    with pytest.raises(UnknownNameError, match=f"there is no {message}"):
        question(text, bindings([*read.kubernetes_access(), *objects, admin]))


def test_a_definition_says_what_its_resource_is_called() -> None:
    names = {"kind": "Gateway", "plural": "gates", "singular": "gate", "shortNames": [None, "gt"]}
    spec = {"group": "acme.example", "names": names}
    definition = Manifest("x", {"kind": "CustomResourceDefinition", "spec": spec})
    assert list(defined([definition])) == [Resource("acme.example", "gates", ("gate", "gt"))]
    assert of_kind("acme.example", "Gateway").name == "gateways"


def test_a_resource_outside_namespaces_is_known() -> None:
    known = {(one.group, one.name) for one in BUILT_IN}
    rare = {"internal.apiserver.k8s.io", "storagemigration.k8s.io"}
    gone = {"clustercidrs", "devicetaintrules", "resourceclasses", "resourcepoolstatusrequests"}
    assert {one for one in cluster_resources() if one[0] not in rare and one[1] not in gone} <= known


@pytest.mark.parametrize(
    "text", ["", "get", "get pods a b", "get pods -A", "get pods/", "get /healthz x", "get /healthz -n shop"]
)
def test_what_is_no_question_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not of this form|a path has neither"):
        question(text, ())
