"""References between services: what each spelling means, and what it becomes."""

from __future__ import annotations

from dataclasses import replace
from time import process_time
from typing import Any

import pytest
from tests.repositories import repository, service

from helmwright.model.deployed_services import Services
from helmwright.model.graph import Graph, connect
from helmwright.model.resolved import Resolved

CATALOG: dict[str, Any] = {"ports": {"http": {"container": 8080, "service": 80}, "grpc": 7070}}
READY: dict[str, Any] = {"ports": {"http": 8080}}


def graph(resolved: Resolved, environment: str = "prod") -> Graph:
    return resolved.graphs[environment]


def links(resolved: Resolved) -> list[tuple[str, str, list[str]]]:
    return [
        (link.caller.key, link.callee.key, [port.name for port in link.ports])
        for link in graph(resolved).links
    ]


def caller(**fields: Any) -> Resolved:
    return repository({"shop/web": fields, "shop/cart": READY, "shop/catalog": CATALOG, "blog/posts": READY})


@pytest.mark.parametrize(
    ("reference", "callee", "ports"),
    [
        ("cart", "shop/cart", ["http"]),
        ("cart/http", "shop/cart", ["http"]),
        ("shop/cart", "shop/cart", ["http"]),
        ("catalog", "shop/catalog", ["grpc", "http"]),
        ("catalog/grpc", "shop/catalog", ["grpc"]),
        ("blog/posts", "blog/posts", ["http"]),
        ("blog/posts/http", "blog/posts", ["http"]),
    ],
)
def test_a_connection_opens_the_ports_that_it_names(reference: str, callee: str, ports: list[str]) -> None:
    assert links(caller(connectsTo=[reference])) == [("shop/web", callee, ports)]


def test_two_parts_are_a_port_of_a_neighbour_before_they_are_an_app() -> None:
    resolved = repository({"shop/web": {"connectsTo": ["blog/http"]}, "shop/blog": READY, "blog/http": READY})
    assert links(resolved) == [("shop/web", "shop/blog", ["http"])]


def test_connections_to_one_service_add_up() -> None:
    resolved = caller(connectsTo=["catalog/grpc"], env={"CATALOG_URL": {"url": "catalog/http"}})
    assert links(resolved) == [("shop/web", "shop/catalog", ["grpc", "http"])]


def test_an_init_container_connects_too() -> None:
    resolved = caller(initContainers={"wait": {"env": {"CART": {"address": "cart"}}}})
    assert links(resolved) == [("shop/web", "shop/cart", ["http"])]
    key = ("shop/web", ("initContainers", "wait", "env", "CART", "address"))
    assert graph(resolved).texts == {key: "cart:8080"}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"address": "cart"}, "cart:8080"),
        ({"address": "catalog/http"}, "catalog:80"),
        ({"address": "blog/posts"}, "posts.blog.svc:8080"),
        ({"url": "cart"}, "http://cart:8080"),
        ({"url": "catalog/http"}, "http://catalog"),
        ({"url": "blog/posts/http"}, "http://posts.blog.svc:8080"),
    ],
)
def test_an_address_and_a_url_as_the_container_sees_them(value: dict[str, str], text: str) -> None:
    assert list(graph(caller(env={"TARGET": value})).texts.values()) == [text]


@pytest.mark.parametrize(
    ("port", "text"),
    [
        ({"https": {"container": 8443, "service": 443}}, "https://api"),
        ({"https": 8443}, "https://api:8443"),
        ({"web": {"container": 8443, "appProtocol": "https"}}, "https://api:8443"),
        ({"web": {"container": 8443, "service": 443}}, "http://api:443"),
        ({"https": {"container": 8443, "appProtocol": "http"}}, "http://api:8443"),
    ],
)
def test_a_url_is_secure_when_the_port_says_so(port: dict[str, Any], text: str) -> None:
    resolved = repository({"shop/web": {"env": {"API": {"url": "api"}}}, "shop/api": {"ports": port}})
    assert list(graph(resolved).texts.values()) == [text]


def test_apps_of_one_namespace_are_neighbours() -> None:
    resolved = repository(
        {"shop/web": {"env": {"POSTS": {"address": "blog/posts"}}}, "blog/posts": READY},
        apps={"blog": {"namespace": "shop"}},
    )
    assert list(graph(resolved).texts.values()) == ["posts:8080"]


def test_the_links_of_a_service_in_both_directions() -> None:
    resolved = caller(connectsTo=["cart", "catalog/grpc"])
    web, cart = service(resolved, "shop/web"), service(resolved, "shop/cart")
    assert [link.callee.name for link in graph(resolved).from_service(web)] == ["cart", "catalog"]
    assert [link.caller.name for link in graph(resolved).to_service(cart)] == ["web"]
    assert graph(resolved).to_service(web) == ()


def test_each_environment_has_its_own_graph() -> None:
    resolved = repository(
        {"shop/web": {"environments": {"prod": {"connectsTo": ["cart"]}}}, "shop/cart": READY},
        environments={"dev": {}, "prod": {}},
    )
    assert graph(resolved, "dev").links == ()
    assert len(graph(resolved, "prod").links) == 1


def test_very_many_references_that_lead_nowhere_take_no_longer_each() -> None:
    ports = {f"p{number}": 8080 + number for number in range(20)}
    services = {f"shop/s{number}": {"ports": ports} for number in range(60)}
    resolved = repository({**services, "shop/web": {"env": {"CART": {"address": "s1/p1"}}}})
    (release,) = resolved.releases
    web = next(item for item in release.services if item.name == "web")
    env = {f"V{number}": {"address": f"svc-{number}"} for number in range(3000)}
    lost = replace(
        release, content=Services((*release.services[:-1], replace(web, fields={**web.fields, "env": env})))
    )
    started = process_time()
    _, findings = connect((lost,))
    assert len(findings) == len(env)
    assert process_time() - started < 5
