"""Environment variables: every form that a value has."""

from __future__ import annotations

from typing import Any

import pytest
from tests.repositories import cart_values, chart_values, repository


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("info", "info"),
        ("", ""),
        ({"secret": "db/password"}, {"secretKeyRef": {"name": "db", "key": "password"}}),
        ({"configMap": "app/log.level"}, {"configMapKeyRef": {"name": "app", "key": "log.level"}}),
        (
            {"optional": True, "secret": "db/password"},
            {"secretKeyRef": {"name": "db", "key": "password", "optional": True}},
        ),
        (
            {"configMap": "app/log.level", "optional": True},
            {"configMapKeyRef": {"name": "app", "key": "log.level", "optional": True}},
        ),
        (
            {"configMap": "app/log.level", "optional": False},
            {"configMapKeyRef": {"name": "app", "key": "log.level"}},
        ),
        ({"field": "status.podIP"}, {"fieldRef": {"fieldPath": "status.podIP"}}),
        ({"resource": "limits.memory"}, {"resourceFieldRef": {"resource": "limits.memory"}}),
    ],
)
def test_a_variable_holds_text_or_says_where_it_comes_from(value: Any, expected: Any) -> None:
    assert cart_values({"env": {"X": value}}) == {"env": {"X": expected}}


def test_variables_are_sorted_by_name() -> None:
    assert list(cart_values({"env": {"B": "1", "A": "2", "a": "3"}})["env"]) == ["A", "B", "a"]


API = {
    "ports": {
        "http": {"container": 8080, "service": 80},
        "grpc": 7070,
        "https": 8443,
        "tls": {"container": 443, "appProtocol": "https"},
    }
}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"address": "api/grpc"}, "api:7070"),
        ({"address": "api/http"}, "api:80"),
        ({"url": "api/http"}, "http://api"),
        ({"url": "api/grpc"}, "http://api:7070"),
        ({"url": "api/https"}, "https://api:8443"),
        ({"url": "api/tls"}, "https://api"),
        ({"address": "shop/api/http"}, "api:80"),
        ({"address": "ledger/books/http"}, "books.ledger.svc:8080"),
        ({"url": "ledger/books"}, "http://books.ledger.svc:8080"),
    ],
)
def test_a_reference_becomes_an_address(value: Any, expected: str) -> None:
    resolved = repository(
        {"shop/cart": {"env": {"X": value}}, "shop/api": API, "ledger/books": {"ports": {"http": 8080}}}
    )
    assert chart_values(resolved, "shop/cart")["env"] == {"X": expected}


def test_an_address_follows_the_environments_namespaces() -> None:
    resolved = repository(
        {"shop/cart": {"env": {"X": {"address": "ledger/books"}}}, "ledger/books": {"ports": {"http": 8080}}},
        environments={
            "dev": {"namespacePattern": "{app}-{environment}"},
            "prod": {"namespacePattern": "all"},
        },
    )
    assert chart_values(resolved, "shop/cart", "dev")["env"] == {"X": "books.ledger-dev.svc:8080"}
    assert chart_values(resolved, "shop/cart", "prod")["env"] == {"X": "books:8080"}
