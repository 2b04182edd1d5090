"""Which settings of an environment's exposure each type has a use for: those that change something there."""

from __future__ import annotations

from typing import Any

import pytest
from tests.repositories import Fields, cart_values

from helmwright.descriptors.compiled import schemas
from helmwright.layout import Kind
from helmwright.model.exposure.every_kind import KINDS

ARN = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup"
NEEDED: dict[str, Fields] = {
    "Gateway": {"gateway": {"name": "web", "namespace": "gateways"}},
    "TargetGroup": {"targetGroups": {"shop/cart": f"{ARN}/a/0123456789abcdef"}},
}
SETTINGS: Fields = {
    "nodePorts": {"shop/cart": 30080},
    "annotations": {"acme.example/mesh": "off"},
    "hostnameAnnotation": "external-dns.alpha.kubernetes.io/hostname",
    "loadBalancerClass": "service.k8s.aws/nlb",
    "sourceRanges": ["192.0.2.0/24"],
    "className": "other",
    "controllerNamespace": "ingress",
    "anyHost": True,
    "tls": True,
    "gateway": {"name": "other", "namespace": "gateways"},
    "alb": {"group": "acme"},
    "targetGroups": {"shop/cart": f"{ARN}/b/0123456789abcdef"},
    "externalTrafficPolicy": "Local",
}
SERVED: dict[str, Any] = {"ports": {"http": 8080}, "probes": {"readiness": {"type": "tcp"}}}
CLUSTER = {
    "name": "acme",
    "provider": "eks",
    "kubernetesVersion": "1.34",
    "vpc": {"cidrs": ["10.0.0.0/16"]},
}


def values(kind: str, hosts: list[str], **setting: Any) -> Fields:
    exposure = {"type": kind, **NEEDED.get(kind, {}), **setting}
    expose = {"hosts": hosts} if hosts else {}
    return cart_values({**SERVED, "expose": expose}, {"cluster": CLUSTER, "exposure": exposure})


@pytest.mark.parametrize("name", SETTINGS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_type_uses_what_changes_something(kind: str, name: str) -> None:
    hosts = [] if name == "anyHost" else ["shop.acme.example"]
    changes = values(kind, hosts) != values(kind, hosts, **{name: SETTINGS[name]})
    routed_without_host = name == "anyHost" and bool(KINDS[kind].router)  # a rule asks for it, no value does
    assert (changes or routed_without_host) == (name in KINDS[kind].uses or name == "annotations")


def test_every_setting_is_tried() -> None:
    known = schemas()[Kind.ENVIRONMENT]["properties"]["exposure"]["properties"]
    assert known.keys() - SETTINGS.keys() == {"type", "weightAnnotation", "private", "classes"}
