"""A role that comes by IRSA needs a way to AWS STS: what counts as one."""

from __future__ import annotations

from typing import Any

import pytest
from tests.repositories import repository

from helmwright import rules

EKS = {"name": "acme", "provider": "eks", "kubernetesVersion": "1.34", "accountId": "111122223333"}


def codes(fields: dict[str, Any], identity: str = "irsa") -> list[str]:
    environment = {"cluster": EKS, "identity": {"type": identity}}
    resolved = repository(
        {"shop/cart": {"identity": {"role": "cart"}, **fields}}, environments={"prod": environment}
    )
    return [finding.code for finding in rules.check(resolved)]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"network": {"internet": False}},
        {"network": {"egress": {"db": {"cidrs": ["10.20.8.0/24"], "port": 5432}}}},
        {"network": {"egress": {"sts": {"enabled": False, "cidrs": ["10.20.8.0/24"]}}}},
        {"network": {"egress": {"quic": {"cidrs": ["10.20.8.0/24"], "port": 443, "protocol": "UDP"}}}},
        {"env": {"AWS_REGION": "eu-west-1"}},
        {"secrets": {"db": {"existing": "db", "mount": "/db"}}},
    ],
    ids=["nothing", "no internet", "another port", "switched off", "UDP", "a variable", "a secret"],
)
def test_no_way_to_sts(fields: dict[str, Any]) -> None:
    assert codes(fields) == ["R852"]


RULE = {"apiGroups": [""], "resources": ["pods"], "verbs": ["get"]}
POLICY = {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "spec": {"podSelector": {}}}


@pytest.mark.parametrize(
    "fields",
    [
        {"network": {"internet": True}},
        {"network": {"egress": {"sts": {"cidrs": ["10.20.8.0/24"], "port": 443}}}},
        {"network": {"egress": {"network": {"cidrs": ["10.0.0.0/8"]}}}},
        {"network": {"egress": {"gateway": {"namespace": "egress"}}}},
        {"rbac": {"rules": {"pods": RULE}}},
        {"env": {"HTTPS_PROXY": "http://proxy.acme.example:3128"}},
        {"workers": {"mail": {"env": {"https_proxy": "http://proxy.acme.example:3128"}}}},
        {"env": {"AWS_ENDPOINT_URL_STS": "http://localstack:4566"}},
        {"envFrom": {"proxy": {"configMap": "proxy"}}},
        {"extraObjects": {"sts": POLICY}},
        {"patches": {"NetworkPolicy/cart": {"reason": "Opens the way to STS.", "patch": {"spec": {}}}}},
        {"secrets": {"db": {"csi": "secretsManager", "key": "shop/db", "mount": "/db"}}},
    ],
    ids=[
        "the internet",
        "port 443",
        "every port",
        "a namespace",
        "the API server's addresses",
        "a proxy",
        "a proxy of a worker",
        "another endpoint",
        "variables that nobody sees",
        "a policy of its own",
        "a patched policy",
        "the driver fetches the role",
    ],
)
def test_what_may_be_a_way_to_sts(fields: dict[str, Any]) -> None:
    assert codes(fields) == []


def test_the_agent_of_pod_identity_asks_sts_itself() -> None:
    assert codes({}, "podIdentity") == []
