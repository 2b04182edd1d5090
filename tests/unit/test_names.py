"""Names in a cluster."""

from __future__ import annotations

import pytest

from helmwright import names


def test_an_application_is_named_after_its_environment_and_app() -> None:
    assert names.application("prod", "shop") == "prod-shop"


def test_a_project_is_named_after_its_environment_and_team() -> None:
    assert names.project("prod", "web") == "prod-web"


@pytest.mark.parametrize(
    ("pattern", "namespace"),
    [("{app}", "shop"), ("{environment}-{app}", "prod-shop"), ("{app}-eu", "shop-eu"), ("team", "team")],
)
def test_a_namespace_follows_the_environments_pattern(pattern: str, namespace: str) -> None:
    assert names.namespace(pattern, "prod", "shop") == namespace


@pytest.mark.parametrize(
    ("name", "domain", "host"),
    [
        ("shop", "acme.example", "shop.acme.example"),
        ("shop.other.example", "acme.example", "shop.other.example"),
        ("shop", "", "shop"),
    ],
)
def test_a_host_without_a_dot_gets_the_domain(name: str, domain: str, host: str) -> None:
    assert names.host(name, domain) == host


def test_a_neighbour_is_reached_by_its_name() -> None:
    assert names.address("cart", "shop", "shop") == "cart"


def test_a_service_elsewhere_is_reached_through_its_namespace() -> None:
    assert names.address("cart", "shop", "web") == "cart.shop.svc"
