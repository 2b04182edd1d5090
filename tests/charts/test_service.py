"""Services: the one that callers in the cluster use, and those that face outwards."""

from __future__ import annotations

from typing import Any

import pytest

from chartwright.testing.render import Render

from .support import SERVER

HTTP = {"name": "http", "port": 80, "targetPort": "http", "protocol": "TCP"}
SELECTOR = {
    "app.kubernetes.io/name": "cart",
    "app.kubernetes.io/instance": "prod-shop",
    "app.kubernetes.io/component": "server",
}
TWO_PORTS = {
    **SERVER,
    "ports": {**SERVER["ports"], "metrics": {"containerPort": 9090}},
    "probes": {"readiness": {"type": "http", "port": "http"}},
}


def spec(render: Render, service: dict[str, Any], **values: Any) -> Any:
    return render({**SERVER, **values, "service": service}).one("Service")["spec"]


def test_the_default_is_a_plain_cluster_ip(render: Render) -> None:
    assert spec(render, {}) == {"type": "ClusterIP", "selector": SELECTOR, "ports": [HTTP]}


def test_a_headless_service(render: Render) -> None:
    assert spec(render, {"headless": True}) == {
        "type": "ClusterIP",
        "clusterIP": "None",
        "selector": SELECTOR,
        "ports": [HTTP],
    }


def test_a_node_port(render: Render) -> None:
    ports = {"http": {**SERVER["ports"]["http"], "nodePort": 30080}}
    assert spec(render, {"type": "NodePort", "externalTrafficPolicy": "Local"}, ports=ports) == {
        "type": "NodePort",
        "externalTrafficPolicy": "Local",
        "selector": SELECTOR,
        "ports": [{**HTTP, "nodePort": 30080}],
    }


def test_a_load_balancer(render: Render) -> None:
    service = {
        "type": "LoadBalancer",
        "loadBalancerClass": "service.k8s.aws/nlb",
        "sourceRanges": ["10.0.0.0/8"],
        "externalTrafficPolicy": "Cluster",
    }
    assert spec(render, service) == {
        "type": "LoadBalancer",
        "loadBalancerClass": "service.k8s.aws/nlb",
        "loadBalancerSourceRanges": ["10.0.0.0/8"],
        "externalTrafficPolicy": "Cluster",
        "selector": SELECTOR,
        "ports": [HTTP],
    }


def test_what_another_type_would_use_is_left_out(render: Render) -> None:
    inherited = {"loadBalancerClass": "nlb", "sourceRanges": ["10.0.0.0/8"], "externalTrafficPolicy": "Local"}
    ports = {"http": {**SERVER["ports"]["http"], "nodePort": 30080}}
    assert spec(render, {**inherited, "type": "ClusterIP"}, ports=ports) == spec(render, {})
    assert "clusterIP" not in spec(render, {"type": "NodePort", "headless": True})


def test_affinity_and_distribution_of_traffic(render: Render) -> None:
    given = {"sessionAffinity": "ClientIP", "trafficDistribution": "PreferClose"}
    assert given.items() <= spec(render, given).items()


def test_a_service_can_be_switched_off(render: Render) -> None:
    assert render({**SERVER, "service": {"enabled": False}}).named("Service") == {}


def test_an_outward_service_without_a_port_left_is_not_rendered(render: Render) -> None:
    public = {"type": "NodePort", "ports": {"http": {"enabled": False}}}
    assert render({**TWO_PORTS, "externalServices": {"public": public}}).named("Service").keys() == {"cart"}


def test_an_outward_service_has_its_own_ports_beside_the_inner_one(render: Render) -> None:
    public = {
        "type": "LoadBalancer",
        "ports": {"http": {}},
        "annotations": {"example.com/scheme": "internal"},
        "loadBalancerClass": "service.k8s.aws/nlb",
        "sourceRanges": ["203.0.113.0/24"],
        "externalTrafficPolicy": "Local",
        "sessionAffinity": "ClientIP",
        "trafficDistribution": "PreferClose",
    }
    objects = render({**TWO_PORTS, "externalServices": {"public": public}})
    assert [port["name"] for port in objects.one("Service", "cart")["spec"]["ports"]] == ["http", "metrics"]
    outward = objects.one("Service", "cart-public")
    assert outward["metadata"]["annotations"] == {"example.com/scheme": "internal"}
    assert outward["spec"] == {
        "type": "LoadBalancer",
        "loadBalancerClass": "service.k8s.aws/nlb",
        "loadBalancerSourceRanges": ["203.0.113.0/24"],
        "externalTrafficPolicy": "Local",
        "sessionAffinity": "ClientIP",
        "trafficDistribution": "PreferClose",
        "selector": SELECTOR,
        "ports": [HTTP],
    }


def test_an_outward_node_port_can_be_pinned(render: Render) -> None:
    lab = {"type": "NodePort", "ports": {"http": {"nodePort": 30081}, "metrics": {"enabled": False}}}
    outward = render({**TWO_PORTS, "externalServices": {"lab": lab}}).one("Service", "cart-lab")
    assert outward["spec"]["ports"] == [{**HTTP, "nodePort": 30081}]


def test_an_outward_service_of_an_unknown_port_is_refused(render: Render) -> None:
    values = {**TWO_PORTS, "externalServices": {"lab": {"type": "NodePort", "ports": {"htp": {}}}}}
    assert (
        render.failure(values)
        == 'Service: cart.externalServices.lab.ports: no port is called "htp"; allowed: http, metrics'
    )


@pytest.mark.parametrize(
    ("service", "path"),
    [({"type": "ExternalName"}, "type"), ({"sourceRanges": ["10.0.0.1"]}, "sourceRanges.0")],
)
def test_a_service_that_kubernetes_would_refuse_is_refused(
    render: Render, service: dict[str, Any], path: str
) -> None:
    assert render.refused_paths({**SERVER, "service": service}) == [f"cart.service.{path}"]
