"""Identity: an AWS role by the environment's way, and rights in Kubernetes with the path to its API."""

from __future__ import annotations

from typing import Any

import pytest
from tests.repositories import ENVIRONMENT, cart_values

ACCOUNT = "111122223333"
PODS = {"apiGroups": [""], "resources": ["pods"], "verbs": ["get"]}


def environment(identity: str = "irsa", **cluster: Any) -> dict[str, Any]:
    facts = {**ENVIRONMENT["cluster"], "provider": "eks", "accountId": ACCOUNT, **cluster}
    return {"cluster": facts, "identity": {"type": identity}}


@pytest.mark.parametrize("kind", ["irsa", "podIdentity"])
def test_a_role_comes_by_the_environments_way_from_its_account(kind: str) -> None:
    assert cart_values({"identity": {"role": "shop/cart"}}, environment(kind))["serviceAccount"] == {
        "identity": {"type": kind, "roleArn": f"arn:aws:iam::{ACCOUNT}:role/shop/cart"}
    }


@pytest.mark.parametrize(
    ("region", "partition"),
    [("eu-west-1", "aws"), ("cn-north-1", "aws-cn"), ("us-gov-west-1", "aws-us-gov")],
)
def test_the_region_decides_the_partition_of_a_role(region: str, partition: str) -> None:
    account = cart_values({"identity": {"role": "cart"}}, environment(region=region))["serviceAccount"]
    assert account["identity"]["roleArn"] == f"arn:{partition}:iam::{ACCOUNT}:role/cart"


def test_where_there_is_no_way_to_a_role_there_is_none() -> None:
    assert "serviceAccount" not in cart_values({"identity": {"role": "cart"}})


def test_rights_open_the_way_to_the_api_server_in_the_clusters_network() -> None:
    facts = {**ENVIRONMENT, "cluster": {**ENVIRONMENT["cluster"], "vpc": {"cidrs": ["10.0.0.0/16"]}}}
    values = cart_values({"rbac": {"rules": {"pods": PODS, "off": {"enabled": False}}}}, facts)
    assert values["rbac"] == {"rules": {"pods": PODS}}
    assert values["networkPolicy"]["toCIDRs"]["kubernetes/api"] == {
        "cidrs": ["10.0.0.0/16"],
        "ports": [{"port": 443, "protocol": "TCP"}, {"port": 6443, "protocol": "TCP"}],
    }


def test_in_an_unknown_network_the_api_server_may_be_anywhere() -> None:
    values = cart_values({"rbac": {"clusterRules": {"pods": PODS}}})
    assert values["networkPolicy"]["toCIDRs"]["kubernetes/api"]["cidrs"] == ["0.0.0.0/0", "::/0"]
