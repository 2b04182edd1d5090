"""NetworkPolicies: both ends of every connection, and what lies beyond the repository."""

from __future__ import annotations

from typing import Any

import pytest
from tests.repositories import cart_values, chart_values, repository

API = {"ports": {"http": {"container": 8080, "service": 80}, "dns": {"container": 5353, "protocol": "UDP"}}}
HTTP = {"port": 8080, "protocol": "TCP"}
DNS = {"port": 5353, "protocol": "UDP"}


def policy(services: dict[str, Any], key: str, **environment: Any) -> Any:
    resolved = repository(services, environments={"prod": environment})
    return chart_values(resolved, key).get("networkPolicy", {})


def test_a_service_that_talks_to_nobody_says_nothing() -> None:
    assert "networkPolicy" not in cart_values({"ports": {"http": 8080}})


def test_a_caller_may_reach_the_pods_port() -> None:
    services = {"shop/cart": {"connectsTo": ["api/http"]}, "shop/api": API}
    assert policy(services, "shop/cart") == {
        "toServices": {
            "api": {"name": "api", "instance": "prod-shop", "component": "server", "ports": [HTTP]}
        }
    }


def test_a_callee_may_be_reached_by_its_caller() -> None:
    services = {"shop/cart": {"connectsTo": ["api/http"]}, "shop/api": API}
    assert policy(services, "shop/api") == {
        "fromServices": {
            "cart": {"name": "cart", "instance": "prod-shop", "component": "server", "ports": ["http"]}
        }
    }


def test_a_connection_without_a_port_opens_them_all() -> None:
    services = {"shop/cart": {"connectsTo": ["api"]}, "shop/api": API}
    assert policy(services, "shop/cart")["toServices"]["api"]["ports"] == [DNS, HTTP]
    assert policy(services, "shop/api")["fromServices"]["cart"]["ports"] == ["dns", "http"]


@pytest.mark.parametrize("form", ["address", "url"])
def test_an_address_opens_its_port(form: str) -> None:
    services = {"shop/cart": {"env": {"API": {form: "api/http"}}}, "shop/api": API}
    assert policy(services, "shop/cart")["toServices"]["api"]["ports"] == [HTTP]
    assert policy(services, "shop/api")["fromServices"]["cart"]["ports"] == ["http"]


def test_several_references_to_one_service_are_one_connection() -> None:
    services = {
        "shop/cart": {
            "connectsTo": ["api/dns"],
            "env": {"A": {"address": "api/http"}, "B": {"url": "api/http"}},
            "initContainers": {"wait": {"env": {"C": {"address": "shop/api/http"}}}},
        },
        "shop/api": API,
    }
    assert policy(services, "shop/cart")["toServices"]["api"]["ports"] == [DNS, HTTP]


def test_another_apps_service_is_found_in_its_namespace() -> None:
    services = {"shop/cart": {"connectsTo": ["ledger/books"]}, "ledger/books": {"ports": {"http": 8080}}}
    assert policy(services, "shop/cart") == {
        "toServices": {
            "ledger/books": {
                "name": "books",
                "instance": "prod-ledger",
                "component": "server",
                "namespace": "ledger",
                "ports": [HTTP],
            }
        }
    }
    assert policy(services, "ledger/books") == {
        "fromServices": {
            "shop/cart": {
                "name": "cart",
                "instance": "prod-shop",
                "component": "server",
                "namespace": "shop",
                "ports": ["http"],
            }
        }
    }


def test_another_apps_service_in_the_same_namespace_needs_no_namespace() -> None:
    services = {"shop/cart": {"connectsTo": ["ledger/books"]}, "ledger/books": {"ports": {"http": 8080}}}
    peers = policy(services, "shop/cart", namespacePattern="all")["toServices"]
    assert "namespace" not in peers["ledger/books"]


def test_a_service_may_call_itself() -> None:
    found = policy({"shop/cart": {"ports": {"http": 8080}, "connectsTo": ["cart"]}}, "shop/cart")
    assert sorted(found) == ["fromServices", "toServices"]


def test_namespaces_outside_the_repository_may_be_let_in() -> None:
    allowed = {
        "tracing": {"namespace": "tracing"},
        "monitoring": {"namespace": "monitoring", "ports": ["metrics"]},
    }
    fields = {"ports": {"http": 8080, "metrics": 9090}, "network": {"allowFrom": allowed}}
    found = policy({"shop/cart": fields}, "shop/cart")
    assert list(found["fromNamespaces"].items()) == [
        ("monitoring", {"namespace": "monitoring", "ports": ["metrics"]}),
        ("tracing", {"namespace": "tracing"}),
    ]


@pytest.mark.parametrize(
    ("entry", "value"),
    [
        ({"cidrs": ["203.0.113.0/24"]}, {"cidrs": ["203.0.113.0/24"]}),
        (
            {"cidrs": ["203.0.113.0/24"], "port": 443},
            {"cidrs": ["203.0.113.0/24"], "ports": [{"port": 443, "protocol": "TCP"}]},
        ),
        (
            {"cidrs": ["203.0.113.0/24"], "port": 123, "protocol": "UDP"},
            {"cidrs": ["203.0.113.0/24"], "ports": [{"port": 123, "protocol": "UDP"}]},
        ),
    ],
)
def test_addresses_outside_the_cluster_are_opened_one_by_one(entry: Any, value: Any) -> None:
    assert cart_values({"network": {"egress": {"bank": entry}}}) == {
        "networkPolicy": {"toCIDRs": {"bank": value}}
    }


@pytest.mark.parametrize(
    ("internet", "values"), [(True, {"networkPolicy": {"allowInternet": True}}), (False, {})]
)
def test_the_internet_is_closed_unless_asked_for(internet: bool, values: Any) -> None:
    assert cart_values({"network": {"internet": internet}}) == values


def test_an_alb_connects_from_its_subnets_to_the_exposed_port_and_the_one_it_asks_for_health() -> None:
    fields = {
        "ports": {"http": 8080, "health": 9090, "debug": 5005},
        "probes": {"readiness": {"type": "http", "path": "/healthz", "port": "health"}},
        "expose": {"hosts": ["shop.example"], "port": "http"},
    }
    exposure = {"type": "ALB", "alb": {"subnetCIDRs": ["10.0.0.0/24"]}}
    assert policy({"shop/web": fields}, "shop/web", exposure=exposure)["fromCIDRs"] == {
        "external/clients": {"cidrs": ["10.0.0.0/24"], "ports": ["health", "http"]}
    }


def test_a_gateways_pods_connect_from_their_namespace() -> None:
    fields = {"ports": {"http": 8080}, "expose": {"hosts": ["shop.example"]}}
    gateway = {"type": "Gateway", "gateway": {"name": "public", "namespace": "gateways"}}
    inside = policy({"shop/web": fields}, "shop/web", exposure={**gateway, "controllerNamespace": "envoy"})
    assert inside == {"fromNamespaces": {"external/controller": {"namespace": "envoy", "ports": ["http"]}}}
    outside = policy({"shop/web": fields}, "shop/web", exposure=gateway)
    assert outside["fromCIDRs"]["external/clients"]["cidrs"] == ["0.0.0.0/0", "::/0"]


def test_addresses_outside_the_repository_may_connect() -> None:
    office = {"cidrs": ["192.0.2.0/24"], "except": ["192.0.2.128/25"], "ports": ["http"]}
    found = policy({"shop/api": {**API, "network": {"allowFrom": {"office": office}}}}, "shop/api")
    assert found == {"fromCIDRs": {"office": office}}


def test_a_namespace_outside_the_repository_is_called() -> None:
    egress = {"databases": {"namespace": "databases", "port": 5432}, "mesh": {"namespace": "mesh"}}
    assert policy({"shop/cart": {"network": {"egress": egress}}}, "shop/cart") == {
        "toNamespaces": {
            "databases": {"namespace": "databases", "ports": [{"port": 5432, "protocol": "TCP"}]},
            "mesh": {"namespace": "mesh"},
        }
    }


def test_an_opening_called_external_leaves_the_clients_of_the_load_balancer_alone() -> None:
    fields = {
        "ports": {"http": 8080},
        "expose": {},
        "network": {"allowFrom": {"external": {"cidrs": ["192.0.2.0/24"]}}},
    }
    found = policy({"shop/web": fields}, "shop/web", exposure={"type": "LoadBalancer"})
    assert sorted(found["fromCIDRs"]) == ["external", "external/clients"]


def test_a_load_balancer_made_elsewhere_connects_from_the_network() -> None:
    cluster = {"name": "a", "provider": "eks", "kubernetesVersion": "1.34", "vpc": {"cidrs": ["10.0.0.0/16"]}}
    arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/1b2c"
    exposure = {"type": "TargetGroup", "targetGroups": {"shop/web": arn}, "sourceRanges": ["203.0.113.0/24"]}
    fields = {"ports": {"http": 8080}, "expose": {}}
    found = policy({"shop/web": fields}, "shop/web", cluster=cluster, exposure=exposure)
    assert found["fromCIDRs"]["external/clients"]["cidrs"] == ["203.0.113.0/24", "10.0.0.0/16"]


def test_security_groups_by_their_ids_in_the_environment() -> None:
    fields = {"network": {"securityGroups": ["cache", "database"]}}
    groups = {"database": "sg-1", "cache": "sg-2"}
    assert cart_values(fields, {"securityGroups": groups}) == {"securityGroups": ["sg-2", "sg-1"]}


def test_where_there_is_no_aws_there_are_no_security_groups() -> None:
    assert cart_values({"network": {"securityGroups": ["cache"]}}) == {}
