"""How an exposed service is reached: the environment's decision."""

from __future__ import annotations

from typing import Any

import pytest
from tests.repositories import ENVIRONMENT, cart_values

CIDRS = {"cluster": {**ENVIRONMENT["cluster"], "vpc": {"cidrs": ["10.0.0.0/16"]}}}


def exposed(
    exposure: dict[str, Any], *, expose: dict[str, Any] | None = None, **environment: Any
) -> dict[str, Any]:
    """What faces outwards when a service with two ports exposes one of them."""
    fields = {"ports": {"http": 8080, "metrics": 9090}, "expose": {"port": "http", **(expose or {})}}
    found = cart_values(fields, {"exposure": exposure, **environment})
    return {name: found[name]["external"] for name in ("externalServices", "ingress") if name in found}


def service(**entry: Any) -> dict[str, Any]:
    return {"externalServices": {"ports": {"http": {}}, **entry}}


def test_a_cluster_internal_environment_exposes_nothing() -> None:
    assert exposed({"type": "ClusterIP"}, expose={"hosts": ["shop"]}) == {}


def test_what_is_not_exposed_stays_inside() -> None:
    found = cart_values({"ports": {"http": 8080}}, {"exposure": {"type": "LoadBalancer"}})
    assert sorted(found) == ["ports"]


def test_the_only_port_needs_no_name() -> None:
    found = cart_values({"ports": {"http": 8080}, "expose": {}}, {"exposure": {"type": "NodePort"}})
    assert found["externalServices"]["external"]["ports"] == {"http": {}}


def test_a_node_port_is_chosen_by_the_cluster() -> None:
    assert exposed({"type": "NodePort"}) == service(type="NodePort")


def test_a_node_port_may_be_pinned_by_service() -> None:
    pinned = {"shop/cart": 30080, "shop/other": 30081}
    assert exposed({"type": "NodePort", "nodePorts": pinned}) == service(
        type="NodePort", ports={"http": {"nodePort": 30080}}
    )


def test_a_load_balancer_has_the_environments_class_and_annotations() -> None:
    assert exposed(
        {
            "type": "LoadBalancer",
            "loadBalancerClass": "service.k8s.aws/nlb",
            "annotations": {"b": "2", "a": "1"},
        }
    ) == service(
        type="LoadBalancer", annotations={"a": "1", "b": "2"}, loadBalancerClass="service.k8s.aws/nlb"
    )


def test_host_names_are_announced_in_the_annotation_that_the_environment_names() -> None:
    assert exposed(
        {"type": "LoadBalancer", "hostnameAnnotation": "dns.example/hostname"},
        expose={"hosts": ["shop", "www.other.example"]},
        domain="acme.example",
    ) == service(
        type="LoadBalancer", annotations={"dns.example/hostname": "shop.acme.example,www.other.example"}
    )


@pytest.mark.parametrize("kind", ["LoadBalancer", "Ingress"])
def test_a_host_that_is_written_twice_is_one(kind: str) -> None:
    found = exposed(
        {"type": kind, "hostnameAnnotation": "dns.example/hostname", "tls": True},
        expose={"hosts": ["shop", "shop.acme.example"]},
        domain="acme.example",
    )
    assert str(found).count("shop.acme.example") == {"LoadBalancer": 1, "Ingress": 2}[kind]


def test_without_hosts_nothing_is_announced() -> None:
    exposure = {"type": "LoadBalancer", "hostnameAnnotation": "dns.example/hostname"}
    assert exposed(exposure) == service(type="LoadBalancer")


def test_a_public_load_balancer_accepts_the_environments_source_ranges() -> None:
    exposure = {"type": "LoadBalancer", "sourceRanges": ["203.0.113.0/24"]}
    assert exposed(exposure, **CIDRS) == service(type="LoadBalancer", sourceRanges=["203.0.113.0/24"])


def test_a_private_load_balancer_accepts_the_environments_own_network() -> None:
    exposure = {"type": "LoadBalancer", "sourceRanges": ["203.0.113.0/24"]}
    assert exposed(exposure, expose={"public": False}, **CIDRS) == service(
        type="LoadBalancer", sourceRanges=["10.0.0.0/16"]
    )


def test_an_ingress_routes_each_host_and_path_to_the_port() -> None:
    assert exposed(
        {"type": "Ingress"}, expose={"hosts": ["shop", "cart"], "paths": ["/", "/api"]}, domain="acme.example"
    ) == {
        "ingress": {
            "hosts": {
                "shop.acme.example": {"paths": {"/": {"port": "http"}, "/api": {"port": "http"}}},
                "cart.acme.example": {"paths": {"/": {"port": "http"}, "/api": {"port": "http"}}},
            }
        }
    }


def test_an_ingress_has_the_environments_class_annotations_and_tls() -> None:
    assert exposed(
        {"type": "Ingress", "className": "nginx", "annotations": {"b": "2", "a": "1"}, "tls": True},
        expose={"hosts": ["shop.example"]},
    ) == {
        "ingress": {
            "className": "nginx",
            "annotations": {"a": "1", "b": "2"},
            "hosts": {"shop.example": {"paths": {"/": {"port": "http"}}}},
            "tls": {"cart-tls": ["shop.example"]},
        }
    }


def test_an_exposure_that_is_switched_off_is_none() -> None:
    assert exposed({"type": "NodePort"}, expose={"enabled": False}) == {}


def clients(exposure: dict[str, Any], **environment: Any) -> Any:
    """Who may connect to the exposed port from outside the environment's services."""
    fields = {"ports": {"http": 8080}, "expose": {"hosts": ["shop.example"]}}
    policy = cart_values(fields, {"exposure": exposure, **environment}).get("networkPolicy", {})
    return {name: policy[name] for name in ("fromCIDRs", "fromNamespaces") if name in policy}


@pytest.mark.parametrize("kind", ["NodePort", "LoadBalancer"])
def test_everybody_may_connect_to_a_public_service(kind: str) -> None:
    assert clients({"type": kind}, **CIDRS) == {
        "fromCIDRs": {"external/clients": {"cidrs": ["0.0.0.0/0", "::/0"], "ports": ["http"]}}
    }


def test_a_restricted_service_still_hears_its_load_balancers_and_nodes() -> None:
    assert clients({"type": "LoadBalancer", "sourceRanges": ["203.0.113.0/24"]}, **CIDRS) == {
        "fromCIDRs": {"external/clients": {"cidrs": ["203.0.113.0/24", "10.0.0.0/16"], "ports": ["http"]}}
    }


RESTRICTED = {"sourceRanges": ["203.0.113.0/24"]}


@pytest.mark.parametrize("how", [{"type": "Ingress"}, {"type": "Ingress", **RESTRICTED}])
def test_behind_an_ingress_controller_outside_the_cluster_only_its_network_may_connect(how: Any) -> None:
    assert clients(how, **CIDRS) == {
        "fromCIDRs": {"external/clients": {"cidrs": ["10.0.0.0/16"], "ports": ["http"]}}
    }


@pytest.mark.parametrize("kind", ["NodePort", "LoadBalancer", "Ingress"])
def test_where_the_network_is_unknown_no_load_balancer_or_node_is_shut_out(kind: str) -> None:
    assert clients({"type": kind, **RESTRICTED}) == {
        "fromCIDRs": {"external/clients": {"cidrs": ["0.0.0.0/0", "::/0"], "ports": ["http"]}}
    }


def test_behind_an_ingress_controller_only_its_namespace_may_connect() -> None:
    assert clients({"type": "Ingress", "controllerNamespace": "ingress-nginx"}, **CIDRS) == {
        "fromNamespaces": {"external/controller": {"namespace": "ingress-nginx", "ports": ["http"]}}
    }


def test_no_opening_of_the_service_takes_the_place_of_the_ingress_controllers() -> None:
    fields = {
        "ports": {"http": 8080},
        "expose": {"hosts": ["shop.example"]},
        "network": {"allowFrom": {"ingress": {"namespace": "tests"}}},
    }
    how = {"exposure": {"type": "Ingress", "controllerNamespace": "ingress-nginx"}}
    openings = cart_values(fields, how)["networkPolicy"]["fromNamespaces"]
    assert [opening["namespace"] for opening in openings.values()] == ["ingress-nginx", "tests"]


def test_nobody_outside_may_connect_where_nothing_is_exposed() -> None:
    assert clients({"type": "ClusterIP"}, **CIDRS) == {}


def test_a_load_balancer_serves_several_ports() -> None:
    found = exposed({"type": "LoadBalancer"}, expose={"port": ["metrics", "http"]})
    assert found["externalServices"]["ports"] == {"metrics": {}, "http": {}}


GATEWAY: dict[str, Any] = {"type": "Gateway", "gateway": {"name": "public", "namespace": "gateways"}}


def routed(fields: dict[str, Any], **exposure: Any) -> dict[str, Any]:
    """The routes of a service in an environment with a Gateway."""
    found = cart_values(fields, {"exposure": {**GATEWAY, **exposure}, "domain": "acme.example"})
    return {name: found[name]["external"] for name in ("httpRoutes", "grpcRoutes") if name in found}


def test_a_gateway_routes_by_host_and_path() -> None:
    expose = {"hosts": ["shop"], "paths": ["/a", "/b"], "timeout": "30s"}
    assert routed({"ports": {"http": 8080}, "expose": expose}, annotations={"b": "2", "a": "1"}) == {
        "httpRoutes": {
            "parentRefs": {"external": {"name": "public", "namespace": "gateways"}},
            "hostnames": ["shop.acme.example"],
            "rules": {
                "all": {
                    "port": "http",
                    "matches": [{"path": {"value": "/a"}}, {"path": {"value": "/b"}}],
                    "timeouts": {"request": "30s"},
                }
            },
            "annotations": {"a": "1", "b": "2"},
        }
    }


@pytest.mark.parametrize("protocol", ["grpc", "kubernetes.io/h2c"])
def test_a_port_that_speaks_grpc_gets_a_grpc_route(protocol: str) -> None:
    ports = {"grpc": {"container": 7070, "appProtocol": protocol}}
    gateway = {**GATEWAY["gateway"], "sectionName": "https"}
    assert routed({"ports": ports, "expose": {"hosts": ["shop"]}}, gateway=gateway) == {
        "grpcRoutes": {
            "parentRefs": {"external": {**GATEWAY["gateway"], "sectionName": "https"}},
            "hostnames": ["shop.acme.example"],
            "rules": {"all": {"port": "grpc"}},
        }
    }


def test_paths_need_an_http_route_whatever_the_port_speaks() -> None:
    ports = {"grpc": {"container": 7070, "appProtocol": "grpc"}}
    assert sorted(routed({"ports": ports, "expose": {"hosts": ["shop"], "paths": ["/shop.v1.Cart"]}})) == [
        "httpRoutes"
    ]


ALB: dict[str, Any] = {"domain": "acme.example", **CIDRS}
PREFIX = "alb.ingress.kubernetes.io/"


def balanced(fields: dict[str, Any], **exposure: Any) -> dict[str, str]:
    """The settings of the load balancer in front of a service."""
    found = cart_values(
        {"ports": {"http": 8080}, "expose": {"hosts": ["shop"]}, **fields},
        {"exposure": {"type": "ALB", **exposure}, **ALB},
    )
    annotations = found["ingress"]["external"]["annotations"]
    return {name.removeprefix(PREFIX): value for name, value in annotations.items()}


ANY_ANSWER = {"healthcheck-path": "/", "success-codes": "200-499"}
PUBLIC = {"scheme": "internet-facing", "target-type": "ip", "listen-ports": '[{"HTTP": 80}]'}


def test_an_alb_sends_to_pods_of_public_services() -> None:
    assert balanced({}) == PUBLIC | ANY_ANSWER


def test_who_is_not_public_has_a_load_balancer_of_the_network_alone() -> None:
    settings = balanced({"expose": {"hosts": ["shop"], "public": False}}, alb={"group": "acme"})
    assert settings == {
        **PUBLIC,
        **ANY_ANSWER,
        "scheme": "internal",
        "group.name": "acme-internal",
        "inbound-cidrs": "10.0.0.0/16",
    }


def test_public_services_share_a_load_balancer_for_the_environments_clients() -> None:
    settings = balanced({}, alb={"group": "acme"}, sourceRanges=["203.0.113.0/24", "198.51.100.0/24"])
    assert (settings["group.name"], settings["inbound-cidrs"]) == ("acme", "203.0.113.0/24,198.51.100.0/24")


@pytest.mark.parametrize(
    "exposure", [{"tls": True}, {"alb": {"certificates": ["arn:aws:acm:a:1:certificate/b"]}}]
)
def test_an_alb_sends_http_to_https(exposure: dict[str, Any]) -> None:
    settings = balanced({}, **exposure)
    assert settings["listen-ports"] == '[{"HTTP": 80}, {"HTTPS": 443}]'
    assert settings["ssl-redirect"] == "443"
    assert settings.get("certificate-arn") == ("arn:aws:acm:a:1:certificate/b" if "alb" in exposure else None)


@pytest.mark.parametrize(
    ("hosts", "paths", "order"),
    [
        (["shop"], ["/"], None),
        (["shop"], ["/api"], "-4"),
        (["shop"], ["/api/", "/api/cart"], "-4"),
        (["shop"], ["/", "/api"], None),
        (["shop"], ["/" + "x" * 125], "-123"),
        (["*.acme.example"], ["/"], "744"),
        (["*.acme.example", "shop"], ["/api"], "740"),
        (["*.a.b.c.d.e.f.g.h.acme.example"], ["/"], "124"),
    ],
)
def test_services_of_a_group_are_asked_by_their_widest_host_and_path(
    hosts: list[str], paths: list[str], order: str | None
) -> None:
    fields = {"expose": {"hosts": hosts, "paths": paths}}
    assert balanced(fields, alb={"group": "acme"}).get("group.order") == order
    assert "group.order" not in balanced(fields)


def test_the_environments_annotations_have_the_last_word() -> None:
    assert balanced({}, annotations={f"{PREFIX}target-type": "instance"})["target-type"] == "instance"


HTTP = {"type": "http", "path": "/healthz", "port": "http"}
GRPC = {"grpc": {"container": 7070, "appProtocol": "grpc"}, "health": 7071}
CALL = {
    "backend-protocol-version": "GRPC",
    "healthcheck-path": "/grpc.health.v1.Health/Check",
    "success-codes": "0",
}


@pytest.mark.parametrize(
    ("ports", "port", "readiness", "expected"),
    [
        ({"http": 8080}, "http", HTTP, {"healthcheck-path": "/healthz", "success-codes": "200-399"}),
        (
            {"http": 8443},
            "http",
            {**HTTP, "scheme": "HTTPS"},
            {"backend-protocol": "HTTPS", "healthcheck-path": "/healthz", "success-codes": "200-399"},
        ),
        (
            {"web": {"container": 8443, "appProtocol": "https"}, "http": 9090},
            "web",
            HTTP,
            {
                "backend-protocol": "HTTPS",
                "healthcheck-port": "9090",
                "healthcheck-protocol": "HTTP",
                "healthcheck-path": "/healthz",
                "success-codes": "200-399",
            },
        ),
        (
            {"web": 8080, "http": 8443},
            "web",
            {**HTTP, "scheme": "HTTPS"},
            {
                "healthcheck-port": "8443",
                "healthcheck-protocol": "HTTPS",
                "healthcheck-path": "/healthz",
                "success-codes": "200-399",
            },
        ),
        ({"https": 8443}, "https", {"type": "tcp"}, {"backend-protocol": "HTTPS", **ANY_ANSWER}),
        (
            {"http": 8080, "health": 9090},
            "http",
            {**HTTP, "port": "health"},
            {"healthcheck-port": "9090", "healthcheck-path": "/healthz", "success-codes": "200-399"},
        ),
        ({"http": 8080}, "http", {"type": "exec", "command": ["/check"]}, ANY_ANSWER),
        (GRPC, "grpc", {"type": "grpc", "port": "grpc"}, CALL),
        (GRPC, "grpc", {"type": "grpc", "port": "health"}, {"healthcheck-port": "7071", **CALL}),
        (GRPC, "grpc", {"type": "tcp", "port": "grpc"}, {"backend-protocol-version": "GRPC"}),
    ],
)
def test_the_readiness_probe_is_the_health_check(
    ports: dict[str, Any], port: str, readiness: dict[str, Any], expected: dict[str, str]
) -> None:
    fields = {"ports": ports, "probes": {"readiness": readiness}, "expose": {"hosts": ["shop"], "port": port}}
    assert balanced(fields) == PUBLIC | expected


def test_who_is_not_public_goes_the_private_way() -> None:
    exposure = {
        "type": "Ingress",
        "className": "nginx",
        "annotations": {"a": "1", "b": "1"},
        "private": {"className": "inside", "annotations": {"b": "2"}},
    }
    found = exposed(exposure, expose={"hosts": ["a.example"], "public": False}, **CIDRS)["ingress"]
    assert (found["className"], found["annotations"]) == ("inside", {"a": "1", "b": "2"})
    found = exposed(exposure, expose={"hosts": ["a.example"]}, **CIDRS)["ingress"]
    assert (found["className"], found["annotations"]) == ("nginx", {"a": "1", "b": "1"})


def test_a_service_fills_its_target_group() -> None:
    arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/cart/1b2c"
    exposure = {"type": "TargetGroup", "targetGroups": {"shop/cart": arn}, "annotations": {"a": "1"}}
    found = cart_values({"ports": {"http": 8080}, "expose": {}}, {"exposure": exposure})
    assert found["targetGroupBindings"] == {
        "external": {"targetGroupARN": arn, "port": "http", "annotations": {"a": "1"}}
    }
    assert found["shutdown"] == {"preStopSleepSeconds": 30}


def test_traffic_is_shared_alike_inside_and_outside() -> None:
    shared = {"trafficDistribution": "PreferClose", "sessionAffinity": "ClientIP"}
    fields = {
        "ports": {"http": 8080},
        "expose": {},
        "traffic": {"distribution": "PreferClose", "sessionAffinity": "ClientIP"},
    }
    exposure = {"type": "LoadBalancer", "externalTrafficPolicy": "Local"}
    found = cart_values(fields, {"exposure": exposure})
    assert found["service"] == shared
    assert found["externalServices"]["external"] == {
        "type": "LoadBalancer",
        "ports": {"http": {}},
        "externalTrafficPolicy": "Local",
        **shared,
    }


def several(exposure: dict[str, Any], **more: dict[str, Any]) -> Any:
    """The values of a service with two ports that is exposed in several ways."""
    expose = {"hosts": ["shop.example"], "port": "http", "more": more}
    fields = {"ports": {"http": 8080, "admin": 9000}, "expose": expose}
    return cart_values(fields, {"exposure": exposure, **CIDRS})


def test_each_exposure_is_an_ingress_of_its_own() -> None:
    partners = {"hosts": ["partners.example"], "paths": ["/api"], "port": "admin"}
    assert several({"type": "Ingress", "tls": True}, partners=partners)["ingress"] == {
        "external": {
            "hosts": {"shop.example": {"paths": {"/": {"port": "http"}}}},
            "tls": {"cart-tls": ["shop.example"]},
        },
        "external-partners": {
            "hosts": {"partners.example": {"paths": {"/api": {"port": "admin"}}}},
            "tls": {"cart-partners-tls": ["partners.example"]},
        },
    }


def test_each_exposure_goes_its_own_way() -> None:
    how = {
        "type": "Ingress",
        "className": "nginx",
        "controllerNamespace": "public",
        "private": {"className": "inside", "controllerNamespace": "private"},
    }
    found = several(how, office={"hosts": ["office.example"], "port": "admin", "public": False})
    assert {name: entry["className"] for name, entry in found["ingress"].items()} == {
        "external": "nginx",
        "external-office": "inside",
    }
    assert found["networkPolicy"]["fromNamespaces"] == {
        "external/controller": {"namespace": "public", "ports": ["http"]},
        "external-office/controller": {"namespace": "private", "ports": ["admin"]},
    }


def test_each_exposure_has_a_load_balancer_for_its_own_clients() -> None:
    found = several({"type": "LoadBalancer"}, office={"port": "admin", "public": False})
    assert found["externalServices"] == {
        "external": {"type": "LoadBalancer", "ports": {"http": {}}},
        "external-office": {
            "type": "LoadBalancer",
            "ports": {"admin": {}},
            "sourceRanges": ["10.0.0.0/16"],
        },
    }
    assert found["networkPolicy"]["fromCIDRs"] == {
        "external/clients": {"cidrs": ["0.0.0.0/0", "::/0"], "ports": ["http"]},
        "external-office/clients": {"cidrs": ["10.0.0.0/16"], "ports": ["admin"]},
    }


def test_each_exposure_has_a_node_port_of_its_own() -> None:
    pinned = {"shop/cart": 30080, "shop/cart/office": 30081}
    found = several({"type": "NodePort", "nodePorts": pinned}, office={"port": "http"})["externalServices"]
    assert {name: entry["ports"] for name, entry in found.items()} == {
        "external": {"http": {"nodePort": 30080}},
        "external-office": {"http": {"nodePort": 30081}},
    }


def test_each_exposure_fills_a_target_group_of_its_own() -> None:
    arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup"
    groups = {"shop/cart": f"{arn}/cart/1b2c", "shop/cart/office": f"{arn}/office/3d4e"}
    found = several({"type": "TargetGroup", "targetGroups": groups}, office={"port": "admin"})
    assert found["targetGroupBindings"] == {
        "external": {"targetGroupARN": f"{arn}/cart/1b2c", "port": "http"},
        "external-office": {"targetGroupARN": f"{arn}/office/3d4e", "port": "admin"},
    }


def test_each_exposure_gets_the_route_that_fits_its_port() -> None:
    fields = {
        "ports": {"http": 8080, "grpc": {"container": 7070, "appProtocol": "grpc"}},
        "expose": {
            "hosts": ["shop.example"],
            "port": "http",
            "more": {"calls": {"hosts": ["calls.example"], "port": "grpc"}},
        },
    }
    found = cart_values(fields, {"exposure": GATEWAY})
    assert list(found["httpRoutes"]) == ["external"]
    assert found["grpcRoutes"]["external-calls"]["hostnames"] == ["calls.example"]


def test_an_exposure_among_several_may_be_switched_off() -> None:
    found = several({"type": "LoadBalancer"}, office={"port": "admin", "enabled": False})
    assert list(found["externalServices"]) == ["external"]
