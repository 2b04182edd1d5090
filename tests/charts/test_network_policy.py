"""NetworkPolicies: everything is denied both ways, save DNS and what the values name."""

from __future__ import annotations

from typing import Any

import pytest

from chartwright.testing.render import Render

from .support import SERVER, WORKER

TWO_PORTS = {
    **SERVER,
    "ports": {**SERVER["ports"], "dns": {"containerPort": 5353, "protocol": "UDP", "expose": False}},
    "probes": {"readiness": {"type": "http", "port": "http"}},
}
HTTP = {"port": 8080, "protocol": "TCP"}
DNS = {
    "to": [
        {
            "namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "kube-system"}},
            "podSelector": {"matchLabels": {"k8s-app": "kube-dns"}},
        },
        {"ipBlock": {"cidr": "169.254.20.0/24"}},
    ],
    "ports": [{"port": 53, "protocol": "UDP"}, {"port": 53, "protocol": "TCP"}],
}


def spec(render: Render, policy: dict[str, Any]) -> Any:
    return render({**TWO_PORTS, "networkPolicy": policy}).one("NetworkPolicy")["spec"]


def test_by_default_nobody_may_connect_and_pods_may_ask_dns_alone(render: Render) -> None:
    assert spec(render, {}) == {
        "podSelector": {
            "matchLabels": {
                "app.kubernetes.io/name": "cart",
                "app.kubernetes.io/instance": "prod-shop",
                "app.kubernetes.io/component": "server",
            }
        },
        "policyTypes": ["Ingress", "Egress"],
        "egress": [DNS],
    }


def test_the_clusters_dns_may_be_elsewhere(render: Render) -> None:
    dns = {
        "namespace": "openshift-dns",
        "podLabels": {"dns": "default"},
        "port": 5353,
        "cidrs": ["10.96.0.10/32"],
    }
    assert spec(render, {"dns": dns})["egress"] == [
        {
            "to": [
                {
                    "namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "openshift-dns"}},
                    "podSelector": {"matchLabels": {"dns": "default"}},
                },
                {"ipBlock": {"cidr": "10.96.0.10/32"}},
            ],
            "ports": [
                {"port": port, "protocol": protocol} for port in (53, 5353) for protocol in ("UDP", "TCP")
            ],
        }
    ]
    assert len(spec(render, {"dns": {"cidrs": []}})["egress"][0]["to"]) == 1


def test_services_may_connect_to_the_ports_they_name(render: Render) -> None:
    checkout = {
        "name": "checkout",
        "instance": "prod-shop",
        "component": "server",
        "namespace": "pay",
        "ports": ["http"],
    }
    assert spec(render, {"fromServices": {"pay/checkout": checkout}})["ingress"] == [
        {
            "from": [
                {
                    "namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "pay"}},
                    "podSelector": {
                        "matchLabels": {
                            "app.kubernetes.io/name": "checkout",
                            "app.kubernetes.io/instance": "prod-shop",
                            "app.kubernetes.io/component": "server",
                        }
                    },
                }
            ],
            "ports": [HTTP],
        }
    ]


def test_a_caller_that_names_no_port_may_use_every_one(render: Render) -> None:
    (rule,) = spec(render, {"fromServices": {"checkout": {"name": "checkout"}}})["ingress"]
    assert rule == {
        "from": [{"podSelector": {"matchLabels": {"app.kubernetes.io/name": "checkout"}}}],
        "ports": [{"port": 5353, "protocol": "UDP"}, HTTP],
    }


def test_namespaces_and_addresses_may_connect(render: Render) -> None:
    rules = spec(
        render,
        {
            "fromNamespaces": {"monitoring": {"namespace": "monitoring", "ports": ["http"]}},
            "fromCIDRs": {
                "all": {"cidrs": ["0.0.0.0/0", "::/0"], "ports": ["http"]},
                "vpc": {"cidrs": ["10.0.0.0/8"], "except": ["10.1.0.0/16"], "ports": ["dns"]},
            },
        },
    )["ingress"]
    assert rules == [
        {
            "from": [{"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "monitoring"}}}],
            "ports": [HTTP],
        },
        {"from": [{"ipBlock": {"cidr": "0.0.0.0/0"}}, {"ipBlock": {"cidr": "::/0"}}], "ports": [HTTP]},
        {
            "from": [{"ipBlock": {"cidr": "10.0.0.0/8", "except": ["10.1.0.0/16"]}}],
            "ports": [{"port": 5353, "protocol": "UDP"}],
        },
    ]


def test_pods_may_connect_to_services_namespaces_and_addresses(render: Render) -> None:
    postgres = [{"port": 5432}, {"port": 5432, "protocol": "UDP"}]
    rules = spec(
        render,
        {
            "toServices": {"db": {"name": "db", "namespace": "data", "ports": postgres}},
            "toNamespaces": {"tracing": {"namespace": "tracing"}},
            "toCIDRs": {"stripe": {"cidrs": ["203.0.113.0/24"], "ports": [{"port": 443}]}},
        },
    )["egress"]
    assert rules == [
        DNS,
        {
            "to": [
                {
                    "namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "data"}},
                    "podSelector": {"matchLabels": {"app.kubernetes.io/name": "db"}},
                }
            ],
            "ports": [{"port": 5432, "protocol": "TCP"}, {"port": 5432, "protocol": "UDP"}],
        },
        {"to": [{"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "tracing"}}}]},
        {"to": [{"ipBlock": {"cidr": "203.0.113.0/24"}}], "ports": [{"port": 443, "protocol": "TCP"}]},
    ]


def test_the_internet_is_every_public_address(render: Render) -> None:
    _, internet = spec(render, {"allowInternet": True})["egress"]
    private = ["10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"]
    assert internet == {
        "to": [
            {"ipBlock": {"cidr": "0.0.0.0/0", "except": private}},
            {"ipBlock": {"cidr": "::/0", "except": ["fc00::/7", "fe80::/10"]}},
        ]
    }


def test_a_peer_and_the_whole_policy_can_be_switched_off(render: Render) -> None:
    assert "ingress" not in spec(
        render, {"fromServices": {"checkout": {"name": "checkout", "enabled": False}}}
    )
    assert render({**WORKER, "networkPolicy": {"enabled": False}}).named("NetworkPolicy") == {}


def test_a_caller_of_an_unknown_port_is_refused(render: Render) -> None:
    policy = {"fromServices": {"checkout": {"name": "checkout", "ports": ["htp"]}}}
    assert render.failure({**TWO_PORTS, "networkPolicy": policy}) == (
        "NetworkPolicy: cart.networkPolicy.fromServices.checkout.ports: "
        'no port is called "htp"; allowed: dns, http'
    )


@pytest.mark.parametrize("field", ["fromCIDRs", "toCIDRs"])
def test_a_peer_without_addresses_is_refused_since_it_would_be_everyone(render: Render, field: str) -> None:
    """As Kubernetes reads an empty `to` or `from`, https://kubernetes.io/docs/concepts/services-networking/network-policies/."""
    policy: dict[str, Any] = {field: {"bank": {"cidrs": []}}}
    path = f"cart.networkPolicy.{field}.bank.cidrs"
    assert render.refused_paths({**WORKER, "networkPolicy": policy}) == [path]
