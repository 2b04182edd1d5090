"""Routes of the Gateway API: HTTPRoutes and GRPCRoutes by id, aimed at ports of the Service."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from chartwright.testing.render import Render

from .support import SERVER, WORKER, case

PUBLIC = {"public": {"namespace": "gateways", "sectionName": "https"}}
PARENT = {"group": "gateway.networking.k8s.io", "kind": "Gateway", "name": "public"}
EVERY_PATH = [{"path": {"type": "PathPrefix", "value": "/"}}]
GRPC = {
    **WORKER,
    "ports": {"grpc": {"containerPort": 7070}, "metrics": {"containerPort": 9090}},
    "probes": {"readiness": {"type": "grpc", "port": "grpc"}},
}


def backends(port: int) -> list[dict[str, Any]]:
    return [{"group": "", "kind": "Service", "name": "cart", "port": port, "weight": 1}]


def http(rules: dict[str, Any], **route: Any) -> dict[str, Any]:
    return {**SERVER, "httpRoutes": {"web": {"parentRefs": PUBLIC, "rules": rules} | route}}


def grpc(rules: dict[str, Any], **route: Any) -> dict[str, Any]:
    return {**GRPC, "grpcRoutes": {"api": {"parentRefs": PUBLIC, "rules": rules} | route}}


def http_rule(render: Render, rule: dict[str, Any]) -> Any:
    (only,) = render(http({"all": rule})).one("HTTPRoute", "cart-web")["spec"]["rules"]
    return only


def test_every_path_of_the_hosts_leads_to_the_only_port(render: Render) -> None:
    route = render(http({"all": {}}, hostnames=["shop.example.com"])).one("HTTPRoute", "cart-web")
    assert route["apiVersion"] == "gateway.networking.k8s.io/v1"
    assert route["spec"] == {
        "parentRefs": [{**PARENT, "namespace": "gateways", "sectionName": "https"}],
        "hostnames": ["shop.example.com"],
        "rules": [{"matches": EVERY_PATH, "backendRefs": backends(80)}],
    }


def test_a_gateway_is_called_as_its_id_unless_it_has_a_name(render: Render) -> None:
    parents = {"public": {}, "inside": {"name": "internal", "port": 8443}, "gone": {"enabled": False}}
    route = render(http({"all": {}}, parentRefs=parents)).one("HTTPRoute", "cart-web")
    assert route["spec"]["parentRefs"] == [{**PARENT, "name": "internal", "port": 8443}, PARENT]


def test_conditions_of_a_request(render: Render) -> None:
    match = {
        "path": {"type": "Exact", "value": "/a"},
        "method": "GET",
        "headers": {"x": "1"},
        "queryParams": {"q": "2"},
    }
    assert http_rule(render, {"matches": [match, {"method": "PUT"}]})["matches"] == [
        {
            "path": {"type": "Exact", "value": "/a"},
            "headers": [{"name": "x", "type": "Exact", "value": "1"}],
            "queryParams": [{"name": "q", "type": "Exact", "value": "2"}],
            "method": "GET",
        },
        {**EVERY_PATH[0], "method": "PUT"},
    ]


def test_timeouts(render: Render) -> None:
    timeouts = {"request": "30s", "backendRequest": "10s"}
    assert http_rule(render, {"timeouts": timeouts})["timeouts"] == timeouts


def test_headers_are_changed_both_ways(render: Render) -> None:
    changes = {"set": {"a": "1"}, "add": {"b": "2"}, "remove": ["c"]}
    listed = {"set": [{"name": "a", "value": "1"}], "add": [{"name": "b", "value": "2"}], "remove": ["c"]}
    filters = {"requestHeaderModifier": changes, "responseHeaderModifier": {"remove": ["d"]}}
    expected = [
        {"type": "RequestHeaderModifier", "requestHeaderModifier": listed},
        {"type": "ResponseHeaderModifier", "responseHeaderModifier": {"remove": ["d"]}},
    ]
    assert http_rule(render, {"filters": filters})["filters"] == expected
    route = render(grpc({"all": {"port": "grpc", "filters": filters}})).one("GRPCRoute", "cart-api")
    assert route["spec"]["rules"][0]["filters"] == expected


def test_a_redirect_goes_to_no_pod(render: Render) -> None:
    assert http_rule(render, {"filters": {"requestRedirect": {"scheme": "https"}}}) == {
        "matches": EVERY_PATH,
        "filters": [{"type": "RequestRedirect", "requestRedirect": {"scheme": "https", "statusCode": 302}}],
    }


def test_a_prefix_is_rewritten(render: Render) -> None:
    rewrite = {"path": {"type": "ReplacePrefixMatch", "value": ""}, "hostname": "inside.example.com"}
    rule = http_rule(render, {"matches": [{"path": {"value": "/api"}}], "filters": {"urlRewrite": rewrite}})
    assert rule["filters"] == [
        {
            "type": "URLRewrite",
            "urlRewrite": {
                "hostname": "inside.example.com",
                "path": {"type": "ReplacePrefixMatch", "replacePrefixMatch": ""},
            },
        }
    ]
    assert rule["backendRefs"] == backends(80)


@pytest.mark.parametrize(
    "matches",
    [
        [{"path": {"type": "Exact", "value": "/api"}}],
        [{"path": {"value": "/api"}}, {"path": {"value": "/v2"}}],
    ],
)
def test_a_prefix_that_there_is_not_cannot_be_replaced(render: Render, matches: list[dict[str, Any]]) -> None:
    rule = {
        "matches": matches,
        "filters": {"urlRewrite": {"path": {"type": "ReplacePrefixMatch", "value": "/"}}},
    }
    assert render.failure(http({"api": rule})) == (
        "HTTPRoute: cart.httpRoutes.web.rules.api.filters.urlRewrite.path.type: "
        "ReplacePrefixMatch needs one match, by a PathPrefix"
    )


def test_calls_of_a_method(render: Render) -> None:
    rule = {"port": "grpc", "matches": [{"service": "shop.v1.Cart", "method": "Add", "headers": {"x": "1"}}]}
    route = render(grpc({"add": rule})).one("GRPCRoute", "cart-api")
    assert route["spec"]["rules"] == [
        {
            "matches": [
                {
                    "method": {"type": "Exact", "service": "shop.v1.Cart", "method": "Add"},
                    "headers": [{"name": "x", "type": "Exact", "value": "1"}],
                }
            ],
            "backendRefs": backends(7070),
        }
    ]


def test_every_call_leads_to_the_named_port(render: Render) -> None:
    route = render(grpc({"all": {"port": "grpc"}})).one("GRPCRoute", "cart-api")
    assert route["spec"]["rules"] == [{"backendRefs": backends(7070)}]


@pytest.mark.parametrize(
    "route",
    [
        {"enabled": False},
        {"parentRefs": {"public": {"enabled": False}}},
        {"rules": {"all": {"enabled": False}}},
    ],
)
def test_a_route_without_an_enabled_parent_or_rule_is_not_rendered(
    render: Render, route: dict[str, Any]
) -> None:
    usual = {"parentRefs": PUBLIC, "rules": {"all": {"port": "http"}}}
    values = {**SERVER, "httpRoutes": {"web": usual | route}, "grpcRoutes": {"api": usual | route}}
    assert {"HTTPRoute", "GRPCRoute"}.isdisjoint(kind for kind, _ in render(values).names)


def test_a_port_that_is_not_exposed_is_refused(render: Render) -> None:
    assert render.failure(grpc({"all": {}})) == (
        "GRPCRoute: cart.grpcRoutes.api.rules.all.port: must name one exposed port, since there are 2; "
        "allowed: grpc, metrics"
    )
    assert render.failure(http({"all": {"port": "grpc"}})) == (
        'HTTPRoute: cart.httpRoutes.web.rules.all.port: no exposed port is called "grpc"; allowed: http'
    )


@pytest.mark.parametrize(
    ("rule", "path"),
    [
        ({"filters": {"requestRedirect": {}, "urlRewrite": {"hostname": "a"}}}, "filters"),
        (
            {"filters": {"requestHeaderModifier": {"set": {"a b": "c"}}}},
            "filters.requestHeaderModifier.set.a b",
        ),
        ({"timeouts": {"request": "30"}}, "timeouts.request"),
        ({"matches": []}, "matches"),
        ({"matches": [{"path": {"value": "api"}}]}, "matches.0.path.value"),
    ],
)
def test_a_rule_that_the_gateway_api_refuses_is_refused(
    render: Render, rule: dict[str, Any], path: str
) -> None:
    assert render.refused_paths(http({"all": rule})) == [f"cart.httpRoutes.web.rules.all.{path}"]


def test_an_address_is_no_host(render: Render) -> None:
    assert render.refused_paths(http({"all": {}}, hostnames=["10.0.0.1"])) == [
        "cart.httpRoutes.web.hostnames.0"
    ]


@pytest.mark.upstream
@pytest.mark.parametrize("kind", ["HTTPRoute", "GRPCRoute"])
def test_the_api_server_adds_nothing(render: Render, kind: str, upstream: Path) -> None:
    """What it adds inside a list, Argo CD would report as a difference for ever."""
    schema = json.loads(
        (upstream / f"crd-schemas/gateway.networking.k8s.io/{kind.lower()}_v1.json").read_text()
    )
    for route in render.all(case("routes")).named(kind).values():
        assert with_defaults(schema, route) == route


def with_defaults(schema: Mapping[str, Any], value: Any) -> Any:
    """A value as the API server stores it."""
    if isinstance(value, list):
        return [with_defaults(schema.get("items", {}), item) for item in value]
    if not isinstance(value, Mapping):
        return value
    known = schema.get("properties", {})
    missing = {key: part["default"] for key, part in known.items() if "default" in part}
    return {key: with_defaults(known.get(key, {}), item) for key, item in (missing | dict(value)).items()}
