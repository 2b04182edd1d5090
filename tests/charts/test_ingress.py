"""Ingresses: several by id, each with its hosts and paths, aimed at the Service by port name."""

from __future__ import annotations

from typing import Any

import pytest

from chartwright.testing.render import Render

from .support import SERVER, WORKER

TWO_PORTS = {
    **SERVER,
    "ports": {
        **SERVER["ports"],
        "admin": {"containerPort": 9000},
        "debug": {"containerPort": 5005, "expose": False},
    },
    "probes": {"readiness": {"type": "http", "port": "http"}},
}


def backend(port: str) -> dict[str, Any]:
    return {"service": {"name": "cart", "port": {"name": port}}}


def with_hosts(hosts: dict[str, Any], **ingress: Any) -> dict[str, Any]:
    return {**TWO_PORTS, "ingress": {"web": {"hosts": hosts, **ingress}}}


def test_hosts_paths_class_and_certificates(render: Render) -> None:
    values = with_hosts(
        {
            "shop.example.com": {
                "paths": {"/": {"port": "http"}, "/admin": {"port": "admin", "pathType": "Exact"}}
            },
            "*.example.com": {"paths": {"/": {"port": "http"}}},
        },
        className="nginx",
        annotations={"a": "b"},
        tls={"shop-tls": ["shop.example.com"], "a-tls": ["*.example.com"]},
    )
    ingress = render(values).one("Ingress", "cart-web")
    assert ingress["metadata"]["annotations"] == {"a": "b"}
    assert ingress["spec"] == {
        "ingressClassName": "nginx",
        "rules": [
            {
                "host": "*.example.com",
                "http": {"paths": [{"path": "/", "pathType": "Prefix", "backend": backend("http")}]},
            },
            {
                "host": "shop.example.com",
                "http": {
                    "paths": [
                        {"path": "/", "pathType": "Prefix", "backend": backend("http")},
                        {"path": "/admin", "pathType": "Exact", "backend": backend("admin")},
                    ]
                },
            },
        ],
        "tls": [
            {"secretName": "a-tls", "hosts": ["*.example.com"]},
            {"secretName": "shop-tls", "hosts": ["shop.example.com"]},
        ],
    }


def test_the_only_exposed_port_need_not_be_named(render: Render) -> None:
    values = {**SERVER, "ingress": {"web": {"hosts": {"a.example.com": {"paths": {"/": {}}}}}}}
    (rule,) = render(values).one("Ingress", "cart-web")["spec"]["rules"]
    assert rule["http"]["paths"][0]["backend"] == backend("http")


def test_several_ingresses(render: Render) -> None:
    one: dict[str, Any] = {"hosts": {"a.example.com": {"paths": {"/": {}}}}}
    assert sorted(render({**SERVER, "ingress": {"web": one, "api": one}}).named("Ingress")) == [
        "cart-api",
        "cart-web",
    ]


@pytest.mark.parametrize(
    ("hosts", "ingress"),
    [
        ({"a.example.com": {"paths": {"/": {"port": "http"}}}}, {"enabled": False}),
        ({"a.example.com": {"paths": {"/": {"port": "http"}}, "enabled": False}}, {}),
        ({"a.example.com": {"paths": {"/": {"port": "http", "enabled": False}}}}, {}),
    ],
)
def test_an_ingress_without_an_enabled_path_is_not_rendered(
    render: Render, hosts: dict[str, Any], ingress: dict[str, Any]
) -> None:
    assert render(with_hosts(hosts, **ingress)).named("Ingress") == {}


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ({"port": "htp"}, 'no exposed port is called "htp"; allowed: admin, http'),
        ({"port": "debug"}, 'no exposed port is called "debug"; allowed: admin, http'),
        ({}, "must name one exposed port, since there are 2; allowed: admin, http"),
    ],
)
def test_a_path_to_a_port_that_is_not_exposed_is_refused(
    render: Render, path: dict[str, str], reason: str
) -> None:
    assert render.failure(with_hosts({"a.example.com": {"paths": {"/x": path}}})) == (
        f"Ingress: cart.ingress.web.hosts.a.example.com.paths./x.port: {reason}"
    )


def test_an_ingress_of_a_service_without_ports_is_refused(render: Render) -> None:
    values = {**WORKER, "ingress": {"web": {"hosts": {"a.example.com": {"paths": {"/": {}}}}}}}
    assert render.failure(values).endswith("must name one exposed port, since there are 0")


def test_a_rule_for_every_host_names_none(render: Render) -> None:
    rules = render(with_hosts({"*": {"paths": {"/": {"port": "http"}}}})).one("Ingress")["spec"]["rules"]
    assert [sorted(rule) for rule in rules] == [["http"]]


@pytest.mark.parametrize(
    "host", ["Shop.example.com", "shop_1.example.com", "*shop", "https://a.example.com", "10.0.0.1"]
)
def test_a_host_that_is_no_name_is_refused(render: Render, host: str) -> None:
    assert render.refused_paths(with_hosts({host: {"paths": {"/": {}}}})) == [
        f"cart.ingress.web.hosts.{host}"
    ]
