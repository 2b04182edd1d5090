"""Exposure as each kind of environment sees it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.repositories import repository

from helmwright import resources, rules
from helmwright.model.exposure.every_kind import KINDS
from helmwright.model.exposure.given import NONE
from helmwright.model.resolved import Resolved

EXPOSED: dict[str, Any] = {"ports": {"http": 8080}, "probes": {"readiness": {"type": "tcp"}}}


def codes(resolved: Resolved) -> list[str]:
    return [finding.code for finding in rules.check(resolved)]


def exposed(environment: dict[str, Any], **services: dict[str, Any]) -> list[str]:
    return codes(
        repository(
            {f"shop/{name}": {**EXPOSED, "expose": expose} for name, expose in services.items()},
            environments={"prod": environment},
        )
    )


@pytest.mark.parametrize("kind", ["NodePort", "LoadBalancer", "ClusterIP"])
def test_only_an_ingress_needs_a_host(kind: str) -> None:
    assert exposed({"exposure": {"type": kind}}, web={}) == []


@pytest.mark.parametrize("kind", ["NodePort", "LoadBalancer", "ClusterIP"])
def test_a_host_that_nothing_uses_needs_no_domain(kind: str) -> None:
    assert exposed({"exposure": {"type": kind}}, web={"hosts": ["shop"]}) == []


def test_a_host_that_dns_is_told_of_needs_a_domain() -> None:
    how = {"type": "LoadBalancer", "hostnameAnnotation": "dns.example/hostname"}
    assert exposed({"exposure": how}, web={"hosts": ["shop"]}) == ["R603"]
    assert exposed({"exposure": how, "domain": "acme.example"}, web={"hosts": ["shop"]}) == []


def test_paths_of_a_host_lead_to_different_services() -> None:
    environment = {"exposure": {"type": "Ingress"}, "domain": "acme.example"}
    web, api = {"hosts": ["shop"]}, {"hosts": ["shop"], "paths": ["/api"]}
    assert exposed(environment, web=web, api=api) == []
    assert exposed(environment, web=web, api=web) == ["R604"]


def test_load_balancers_do_not_share_a_host_by_path() -> None:
    environment = {"exposure": {"type": "LoadBalancer"}}
    web, api = {"hosts": ["shop"]}, {"hosts": ["shop"], "paths": ["/api"]}
    assert exposed(environment, web=web, api=api) == ["R604"]


ALB = {"exposure": {"type": "ALB", "alb": {"group": "acme"}}, "domain": "acme.example"}
HOSTS = ("shop", "*.acme.example", "*.shop.acme.example", "*.example", "cart.shop.acme.example")
PATHS = ("/", "/api", "/api/", "/api/cart", "/apis", "/" + "x" * 125)


def test_an_alb_asks_services_of_one_host_and_path_each_in_the_right_order() -> None:
    wanted = [{"hosts": [host], "paths": [path]} for host in HOSTS for path in PATHS if path != "/api/"]
    assert exposed(ALB, **{f"s-{number}": expose for number, expose in enumerate(wanted)}) == []


@pytest.mark.parametrize("path", ["/cart", "/"])
def test_what_an_alb_asks_too_late_is_found(path: str) -> None:
    wide, narrow = {"hosts": ["*.acme.example", "office"], "paths": [path]}, {"hosts": ["*.acme.example"]}
    cart = {"hosts": ["office"], "paths": ["/cart/2"]}
    assert exposed(ALB, wide=wide, cart=cart) == []
    if path != "/":
        assert exposed(ALB, wide=wide, narrow=narrow) == []
    assert exposed(ALB, wide={**wide, "paths": [path, "/cart/2/x"]}, cart=cart) == ["R873"]


def test_an_order_by_hand_counts() -> None:
    web, api = {"hosts": ["shop"]}, {"hosts": ["shop"], "paths": ["/api"]}
    annotations = {"alb.ingress.kubernetes.io/group.order": "7"}
    by_hand = {**ALB, "exposure": {**ALB["exposure"], "annotations": annotations}}  # type: ignore[dict-item]
    assert exposed(by_hand, a=api, b=web) == []
    assert exposed(by_hand, a=web, b=api) == ["R873"]


def test_balancers_of_an_alb_without_a_group_do_not_share_a_host() -> None:
    web, api = {"hosts": ["shop"]}, {"hosts": ["shop"], "paths": ["/api"]}
    alone = {**ALB, "exposure": {"type": "ALB"}}
    assert exposed(ALB, web=web, api=api) == []
    assert exposed(alone, web=web, api=api) == ["R604"]


@pytest.mark.parametrize("kind", ["NodePort", "TargetGroup"])
def test_a_host_that_leads_nowhere_of_itself_is_shared_by_path(kind: str) -> None:
    web, api = {"hosts": ["shop"]}, {"hosts": ["shop"], "paths": ["/api"]}
    groups = {
        f"shop/{name}": f"arn:aws:elasticloadbalancing:a:1:targetgroup/{name}/1" for name in ("web", "api")
    }
    needed = {"targetGroups": groups} if kind == "TargetGroup" else {}
    assert exposed({"exposure": {"type": kind, **needed}}, web=web, api=api) == []


def two_environments(first: dict[str, Any], second: dict[str, Any], **expose: Any) -> list[str]:
    """What is found of one service in two environments of a cluster."""
    common = {
        "cluster": {"name": "acme", "provider": "eks", "kubernetesVersion": "1.34"},
        "domain": "acme.example",
    }
    test = {**common, "namespacePattern": "{app}-test", **second}
    service = {**EXPOSED, "expose": {"hosts": ["shop"], **expose}}
    return codes(repository({"shop/web": service}, environments={"prod": {**common, **first}, "test": test}))


KINDS_OF_HOSTS: list[dict[str, Any]] = [
    {"type": "Ingress"},
    {"type": "LoadBalancer"},
    {"type": "Gateway", "gateway": {"name": "public", "namespace": "gateways"}},
    {"type": "ALB", "alb": {"group": "acme"}},
    {"type": "ALB"},
]


@pytest.mark.parametrize("exposure", KINDS_OF_HOSTS)
def test_a_host_is_not_that_of_two_environments_of_a_cluster(exposure: dict[str, Any]) -> None:
    how = {"exposure": exposure}
    assert two_environments(how, how) == ["R604"]
    assert two_environments(how, {**how, "domain": "test.acme.example"}) == []
    other = {"name": "other", "provider": "eks", "kubernetesVersion": "1.34"}
    assert two_environments(how, {**how, "cluster": other}) == []


@pytest.mark.parametrize(("name", "expected"), [("nginx", []), ("other", ["R604"])])
def test_two_environments_of_a_cluster_share_a_host_by_path_behind_one_controller(
    name: str, expected: list[str]
) -> None:
    cluster = {"name": "acme", "provider": "generic", "kubernetesVersion": "1.34"}
    common = {"cluster": cluster, "domain": "acme.example"}
    prod = {**common, "exposure": {"type": "Ingress", "className": "nginx"}}
    test = {**common, "exposure": {"type": "Ingress", "className": name}, "namespacePattern": "{app}-test"}
    service = {
        **EXPOSED,
        "expose": {"hosts": ["shop"]},
        "environments": {"test": {"expose": {"paths": ["/t"]}}},
    }
    assert codes(repository({"shop/web": service}, environments={"prod": prod, "test": test})) == expected


def test_a_group_of_two_environments_says_one_thing() -> None:
    def alb(tls: bool) -> dict[str, Any]:
        return {"exposure": {"type": "ALB", "tls": tls, "alb": {"group": "acme"}}}

    apart = {"domain": "test.acme.example"}
    assert two_environments(alb(True), alb(True) | apart) == []
    assert two_environments(alb(True), alb(False) | apart) == ["R874"]
    assert two_environments(alb(False), alb(True) | apart) == ["R874"]


def test_nobody_claims_a_host_where_nothing_is_exposed() -> None:
    assert (
        exposed({"exposure": {"type": "ClusterIP"}}, web={"hosts": ["shop"]}, api={"hosts": ["shop"]}) == []
    )


def test_a_service_may_name_its_host_twice() -> None:
    environment = {"exposure": {"type": "Ingress"}, "domain": "acme.example"}
    assert exposed(environment, web={"hosts": ["shop", "shop.acme.example"]}) == []


def test_private_needs_the_addresses_of_the_network() -> None:
    cluster = {"name": "acme", "provider": "eks", "kubernetesVersion": "1.34"}
    how = {"exposure": {"type": "LoadBalancer"}}
    assert exposed({**how, "cluster": cluster}, web={"public": False}) == ["R602"]
    vpc = {"cidrs": ["10.0.0.0/16", "fd00::/8"]}
    assert exposed({**how, "cluster": {**cluster, "vpc": vpc}}, web={"public": False}) == []


ARN = "arn:aws:elasticloadbalancing:eu-west-1:111122223333"


def test_addresses_are_not_asked_for_where_they_would_not_keep_anybody_out() -> None:
    assert exposed({"exposure": {"type": "NodePort"}}, web={"public": False}) == ["R608"]
    groups = {"type": "TargetGroup", "targetGroups": {"shop/web": f"{ARN}:targetgroup/web/1b2c"}}
    assert exposed({"exposure": groups}, web={"public": False}) == ["R608"]
    apart = {"type": "Ingress", "private": {"className": "internal"}}
    assert exposed({"exposure": apart}, web={"hosts": ["a.acme.example"], "public": False}) == []


def test_a_node_port_on_two_clusters() -> None:
    def environment(cluster: str) -> dict[str, Any]:
        return {
            "cluster": {"name": cluster, "provider": "rke2", "kubernetesVersion": "1.34"},
            "exposure": {"type": "NodePort", "nodePorts": {"shop/web": 30080}},
        }

    resolved = repository(
        {"shop/web": {**EXPOSED, "expose": {}}},
        environments={"dev": environment("laptop"), "test": environment("lab")},
    )
    assert codes(resolved) == []


def test_readiness_where_nothing_connects() -> None:
    silent = {"ports": {"metrics": 9090}}
    assert codes(repository({"shop/worker": silent})) == []
    assert codes(repository({"shop/worker": {**silent, "expose": {}}})) == []


def test_readiness_of_a_service_that_only_an_init_container_waits_for() -> None:
    waiting = {"initContainers": {"wait": {"env": {"DB": {"address": "db"}}}}}
    assert codes(repository({"shop/web": waiting, "shop/db": {"ports": {"sql": 5432}}})) == ["R410"]


@pytest.mark.parametrize(
    ("version", "expected"), [("1.30", ["R802"]), ("1.31", []), ("1.37.2", []), ("1.38", ["R802"])]
)
def test_versions_of_kubernetes(version: str, expected: list[str]) -> None:
    cluster = {"name": "acme", "provider": "eks", "kubernetesVersion": version}
    assert codes(repository({"shop/web": {}}, environments={"prod": {"cluster": cluster}})) == expected


GATEWAYS = {name: {"name": name, "namespace": "gateways"} for name in ("public", "inside")}
GATEWAY: dict[str, Any] = {
    "exposure": {"type": "Gateway", "gateway": GATEWAYS["public"]},
    "domain": "acme.example",
}


def test_what_a_gateway_routes_by_host_needs_a_host_and_is_public() -> None:
    assert exposed(GATEWAY, web={"hosts": ["shop"]}) == []
    assert exposed(GATEWAY, web={}) == ["R601"]
    assert exposed(GATEWAY, web={"hosts": ["shop"], "public": False}) == ["R608"]


def test_a_route_is_filled_to_the_brim() -> None:
    hosts, paths = [f"shop-{n}" for n in range(17)], [f"/p{n}" for n in range(65)]
    assert exposed(GATEWAY, web={"hosts": hosts[:16], "paths": paths[:64]}) == []
    assert exposed(GATEWAY, web={"hosts": hosts, "paths": paths}) == ["R862", "R862"]
    assert exposed({**GATEWAY, "exposure": {"type": "Ingress"}}, web={"hosts": hosts, "paths": paths}) == []


def test_a_host_that_is_an_address_matters_where_hosts_do() -> None:
    assert exposed({"exposure": {"type": "LoadBalancer"}}, web={"hosts": ["10.0.0.1"]}) == []
    assert exposed(GATEWAY, web={"hosts": ["10.0.0.1"]}) == ["R860"]


def test_several_ports_face_outwards_by_a_load_balancer_of_their_own() -> None:
    def found(environment: dict[str, Any]) -> list[str]:
        fields = {
            "ports": {"http": 8080, "admin": 9000},
            "probes": {"readiness": {"type": "tcp", "port": "http"}},
        }
        expose = {"hosts": ["shop"], "port": ["http", "admin"]}
        return codes(
            repository({"shop/web": {**fields, "expose": expose}}, environments={"prod": environment})
        )

    assert found({"exposure": {"type": "LoadBalancer"}}) == []
    assert found(GATEWAY) == ["R864"]


def test_every_exposed_port_exists() -> None:
    assert exposed({"exposure": {"type": "LoadBalancer"}}, web={"port": ["http", "htp"]}) == ["R404"]


@pytest.mark.parametrize(
    ("kind", "usual", "private"),
    [
        ("Ingress", {}, {"className": "inside"}),
        ("Gateway", {"gateway": GATEWAYS["public"]}, {"gateway": GATEWAYS["inside"]}),
    ],
)
def test_a_private_way_in_is_shared_by_none_but_private_services(
    kind: str, usual: dict[str, Any], private: dict[str, Any]
) -> None:
    cluster = {
        "name": "acme",
        "provider": "generic",
        "kubernetesVersion": "1.34",
        "vpc": {"cidrs": ["10.0.0.0/8"]},
    }
    how = {"type": kind, **usual}
    environment = {"cluster": cluster, "domain": "acme.example", "exposure": how}
    assert exposed(environment, web={"hosts": ["shop"], "public": False}) == ["R608"]
    apart = {**environment, "exposure": {**how, "private": private}}
    assert exposed(apart, web={"hosts": ["shop"], "public": False}) == []
    node = {**environment, "exposure": {"type": "NodePort", "private": {"annotations": {"a": "b"}}}}
    assert exposed(node, web={"public": False}) == ["R608"]


def test_exposures_of_a_service_share_a_host_by_path_where_requests_are_routed() -> None:
    shared = {"hosts": ["shop"], "more": {"api": {"hosts": ["shop"], "paths": ["/api"]}}}
    assert exposed({"exposure": {"type": "Ingress"}, "domain": "acme.example"}, web=shared) == []
    assert exposed({"exposure": {"type": "LoadBalancer"}}, web=shared) == ["R604"]


def test_rules_hold_for_every_exposure_of_a_service() -> None:
    def found(environment: dict[str, Any], **office: Any) -> list[str]:
        return exposed(environment, web={"hosts": ["shop"], "more": {"office": office}})

    many = [f"/p{n}" for n in range(65)]
    assert found(GATEWAY, hosts=["office"]) == []
    assert found(GATEWAY, hosts=["office"], paths=many) == ["R862"]
    assert found(GATEWAY, hosts=["10.0.0.1"]) == ["R860"]
    assert found(GATEWAY, hosts=["office"], port="htp") == ["R404"]
    groups = {"shop/web": "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/1b2c"}
    assert found({"exposure": {"type": "TargetGroup", "targetGroups": groups}}) == ["R866"]


def test_exposures_of_a_service_have_node_ports_of_their_own() -> None:
    def found(office: int) -> list[str]:
        pinned = {"shop/web": 30080, "shop/web/office": office}
        how = {"exposure": {"type": "NodePort", "nodePorts": pinned}}
        return exposed(how, web={"more": {"office": {}}})

    assert found(30081) == []
    assert found(30080) == ["R605"]


def test_an_environment_can_name_every_kind_of_exposure_and_no_other() -> None:
    schema = json.loads((resources.schemas() / "environment.schema.json").read_bytes())
    assert set(schema["properties"]["exposure"]["properties"]["type"]["enum"]) == {*KINDS, NONE}
