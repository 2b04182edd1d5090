"""Identity: who the pods are in AWS, and what they may do in the Kubernetes API."""

from __future__ import annotations

from typing import Any

import pytest

from chartwright.testing.render import Render

from .support import WORKER

ROLE = "arn:aws:iam::111122223333:role/shop/cart"
PODS = {"apiGroups": [""], "resources": ["pods"], "verbs": ["get", "list"]}
AGENT = {
    "to": [{"ipBlock": {"cidr": "169.254.170.23/32"}}, {"ipBlock": {"cidr": "fd00:ec2::23/128"}}],
    "ports": [{"port": 80, "protocol": "TCP"}],
}


def identified(render: Render, kind: str) -> Any:
    return render({**WORKER, "serviceAccount": {"identity": {"type": kind, "roleArn": ROLE}}})


def test_a_role_by_token_is_named_on_the_account(render: Render) -> None:
    objects = identified(render, "irsa")
    annotations = objects.one("ServiceAccount")["metadata"]["annotations"]
    assert annotations["eks.amazonaws.com/role-arn"] == ROLE
    assert AGENT not in objects.one("NetworkPolicy")["spec"]["egress"]


def test_a_role_by_the_agent_opens_the_way_to_it_and_is_no_token(render: Render) -> None:
    objects = identified(render, "podIdentity")
    annotations = objects.one("ServiceAccount")["metadata"]["annotations"]
    assert annotations["helmwright.dev/role-arn"] == ROLE
    assert "eks.amazonaws.com/role-arn" not in annotations
    assert AGENT in objects.one("NetworkPolicy")["spec"]["egress"]


@pytest.mark.parametrize("kind", ["irsa", "podIdentity"])
def test_a_role_in_aws_needs_no_token_of_kubernetes(render: Render, kind: str) -> None:
    objects = identified(render, kind)
    assert objects.one("ServiceAccount")["automountServiceAccountToken"] is False
    assert objects.pod["spec"]["automountServiceAccountToken"] is False


def test_an_annotation_of_the_accounts_own_wins(render: Render) -> None:
    account = {
        "identity": {"type": "irsa", "roleArn": ROLE},
        "annotations": {"eks.amazonaws.com/role-arn": "arn:aws:iam::111122223333:role/other"},
    }
    annotations = render({**WORKER, "serviceAccount": account}).one("ServiceAccount")["metadata"][
        "annotations"
    ]
    assert annotations["eks.amazonaws.com/role-arn"] == "arn:aws:iam::111122223333:role/other"


def test_rights_are_a_role_that_the_services_account_has(render: Render) -> None:
    objects = render({**WORKER, "rbac": {"rules": {"pods": PODS}}})
    assert objects.one("Role")["rules"] == [PODS]
    binding = objects.one("RoleBinding")
    assert binding["roleRef"] == {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "cart"}
    assert binding["subjects"] == [{"kind": "ServiceAccount", "name": "cart", "namespace": "shop"}]
    assert objects.named("ClusterRole") == {}


def test_rights_in_the_cluster_carry_the_namespace_in_their_name(render: Render) -> None:
    urls = {"nonResourceURLs": ["/metrics"], "verbs": ["get"]}
    objects = render({**WORKER, "rbac": {"clusterRules": {"pods": PODS, "metrics": urls}}})
    assert objects.one("ClusterRole", "shop:cart")["rules"] == [urls, PODS]
    assert objects.one("ClusterRoleBinding", "shop:cart")["roleRef"]["name"] == "shop:cart"
    assert objects.named("Role") == {}


def test_rights_exist_before_the_pods_that_use_them(render: Render) -> None:
    objects = render({**WORKER, "rbac": {"rules": {"pods": PODS}, "clusterRules": {"pods": PODS}}})
    for item in objects:
        if "Role" in item["kind"]:
            assert item["metadata"]["annotations"]["argocd.argoproj.io/sync-wave"] == "-20"


def test_with_rights_pods_have_a_token_unless_it_is_refused(render: Render) -> None:
    rights = {**WORKER, "rbac": {"rules": {"pods": PODS}}}
    assert render(rights).pod["spec"]["automountServiceAccountToken"] is True
    refused = render({**rights, "serviceAccount": {"automount": False}})
    assert refused.pod["spec"]["automountServiceAccountToken"] is False


def test_rights_belong_to_the_account_that_exists(render: Render) -> None:
    account = {"create": False, "name": "legacy"}
    objects = render({**WORKER, "serviceAccount": account, "rbac": {"rules": {"pods": PODS}}})
    assert objects.one("RoleBinding")["subjects"][0]["name"] == "legacy"


def test_rights_that_are_switched_off_leave_nothing(render: Render) -> None:
    objects = render({**WORKER, "rbac": {"rules": {"pods": {**PODS, "enabled": False}}}})
    assert [kind for kind, _ in objects.names if "Role" in kind] == []


@pytest.mark.parametrize(
    "rule",
    [
        {"resources": ["pods"], "verbs": ["get"]},
        {**PODS, "verbs": []},
        {"nonResourceURLs": ["/"], "verbs": ["get"]},
    ],
)
def test_rights_that_kubernetes_would_refuse_are_refused(render: Render, rule: dict[str, Any]) -> None:
    assert render.refused_paths({**WORKER, "rbac": {"rules": {"pods": rule}}}) != []
