"""Environment variables: every kind, each once, in an order in which $(NAME) works."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chartwright.testing.render import Render

from .support import WORKER

SECRET = {"store": {"name": "vault"}, "data": {"password": {"key": "shop/db"}}}


def env(render: Render, values: dict[str, Any]) -> Any:
    return render({**WORKER, **values}).container["env"]


def test_references_come_first_then_plain_strings_then_those_that_use_them(render: Render) -> None:
    variables = {
        "B_URL": "http://$(HOST)/",
        "A_URL": "$(B_URL)$(PASSWORD)",
        "HOST": "db",
        "A": "1",
        "POD": {"fieldRef": {"fieldPath": "metadata.name"}},
        "LIMIT": {"resourceFieldRef": {"resource": "limits.memory", "divisor": "1Mi"}},
        "THEME": {"configMapKeyRef": {"name": "themes", "key": "default", "optional": True}},
        "TOKEN": {"secretKeyRef": {"name": "tokens", "key": "api"}},
    }
    assert env(render, {"env": variables}) == [
        {"name": "LIMIT", "valueFrom": {"resourceFieldRef": {"resource": "limits.memory", "divisor": "1Mi"}}},
        {"name": "POD", "valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}},
        {
            "name": "THEME",
            "valueFrom": {"configMapKeyRef": {"name": "themes", "key": "default", "optional": True}},
        },
        {"name": "TOKEN", "valueFrom": {"secretKeyRef": {"name": "tokens", "key": "api"}}},
        {"name": "A", "value": "1"},
        {"name": "HOST", "value": "db"},
        {"name": "B_URL", "value": "http://$(HOST)/"},
        {"name": "A_URL", "value": "$(B_URL)$(PASSWORD)"},
    ]


@pytest.mark.parametrize(
    ("variables", "order"),
    [
        ({"A": "$(B)", "B": "$(C)", "C": "x"}, "CBA"),
        ({"A": "$(D)", "B": "$(NOPE)", "C": "$(A)", "D": "$(E)", "E": "x"}, "EBDAC"),
        ({"A": "$$(B)", "B": "$(C)", "C": "x"}, "CAB"),
        ({"A": "$$$(B)", "B": "$(C)", "C": "x"}, "CBA"),
        ({"A": "$(A):/bin $(B", "B": "$(C)", "C": "x"}, "CAB"),
    ],
)
def test_a_string_comes_after_those_that_it_uses(
    render: Render, variables: dict[str, str], order: str
) -> None:
    assert [item["name"] for item in env(render, {"env": variables})] == list(order)


def test_keys_of_an_external_secret_are_variables(render: Render) -> None:
    secret = {**SECRET, "env": {"DB_PASSWORD": "password"}}
    assert env(render, {"externalSecrets": {"db": secret}}) == [
        {"name": "DB_PASSWORD", "valueFrom": {"secretKeyRef": {"name": "cart-db", "key": "password"}}}
    ]


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.text(st.sampled_from("ABCDEFGH"), min_size=1, max_size=2), st.integers(0, 7)),
        min_size=1,
        max_size=8,
        unique_by=lambda item: item[0],
    )
)
def test_whatever_uses_whatever_finds_it_defined(render: Render, drawn: list[tuple[str, int]]) -> None:
    """Each uses two of those that were drawn before it, so that there is no circle."""
    names = [name for name, _ in drawn]
    variables = {
        name: "".join(f"$({names[(start + step) % index]})" for step in range(2)) if index else "x"
        for index, (name, start) in enumerate(drawn)
    }
    seen: set[str] = set()
    for item in env(render, {"env": variables}):
        assert set(re.findall(r"\$\((\w+)\)", item["value"])) <= seen
        seen.add(item["name"])
    assert seen == set(names)


@settings(max_examples=40)
@given(
    st.dictionaries(
        st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,5}", fullmatch=True),
        st.text(st.characters(exclude_categories=["Cs"])),
        min_size=1,
        max_size=5,
    )
)
def test_any_variables_are_printed_once_each_and_unchanged(render: Render, variables: dict[str, str]) -> None:
    """Server-side apply refuses a list that has a name twice."""
    printed = env(render, {"env": variables})
    assert {item["name"]: item["value"] for item in printed} == variables
    assert len(printed) == len(variables)


def test_a_variable_that_two_sources_set_is_refused_by_name(render: Render) -> None:
    secret = {**SECRET, "env": {"DB_PASSWORD": "password"}}
    expected = (
        "Deployment: cart.externalSecrets.db.env.DB_PASSWORD: env or another secret sets this variable too"
    )
    assert (
        render.failure({**WORKER, "env": {"DB_PASSWORD": "x"}, "externalSecrets": {"db": secret}}) == expected
    )
    assert render.failure({**WORKER, "externalSecrets": {"a": secret, "db": secret}}) == expected


@pytest.mark.parametrize(
    "value", [{}, {"fieldRef": {"fieldPath": "metadata.name"}, "secretKeyRef": {"name": "a", "key": "b"}}]
)
def test_a_variable_with_no_reference_or_two_is_refused(render: Render, value: dict[str, Any]) -> None:
    assert render.failure({**WORKER, "env": {"A": value}}) == (
        "Deployment: cart.env.A: is not exactly one reference; "
        "allowed: configMapKeyRef, fieldRef, resourceFieldRef, secretKeyRef"
    )


@pytest.mark.parametrize("value", [1048576, 1e5, True, ["a"]])
def test_a_variable_that_is_not_a_string_is_refused(render: Render, value: Any) -> None:
    assert render.refused_paths({**WORKER, "env": {"A": value}}) == ["cart.env.A"]


def test_whole_objects_come_sorted_by_id_after_the_services_own_config_maps(render: Render) -> None:
    values = {
        **WORKER,
        "configMaps": {
            "z": {"data": {"A": "1"}, "asEnv": True},
            "files": {"data": {}, "mountPath": "/etc/a"},
        },
        "envFrom": {
            "b": {"secret": "credentials", "prefix": "DB_"},
            "a": {"configMap": "flags", "optional": True},
            "c": {"configMap": "unused", "enabled": False},
        },
    }
    assert render(values).container["envFrom"] == [
        {"configMapRef": {"name": "cart-z"}},
        {"configMapRef": {"name": "flags", "optional": True}},
        {"secretRef": {"name": "credentials"}, "prefix": "DB_"},
    ]


def test_without_variables_there_is_no_list(render: Render) -> None:
    container = render({**WORKER, "env": {"A": {"enabled": False}}}).container
    assert "env" not in container
    assert "envFrom" not in container


def test_service_links_are_off(render: Render) -> None:
    """verdaccio/charts#66: a Service called like the program set the variables that configure it."""
    assert render(WORKER).pod["spec"]["enableServiceLinks"] is False
