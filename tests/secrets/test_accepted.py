"""helmwright.yaml accepts a text that is no secret, by its place and with a reason."""

from __future__ import annotations

from typing import Any

from tests.repositories import repository
from tests.secrets.forms import TOKENS

from helmwright import rules

PLACE = "apps/shop/services/cart.yaml:env.MAPS_KEY"
REASON = "Every browser gets it with the page."
SERVICES = {"shop/cart": {"env": {"MAPS_KEY": TOKENS["Google API key"]}}}


def said(services: Any, accepted: dict[str, str]) -> list[tuple[str, str]]:
    settings = {"accepted": {place: {"R703": reason} for place, reason in accepted.items()}}
    resolved = repository(services, settings=settings)
    return [(f.code, f.message) for f in rules.with_severities(rules.check(resolved), resolved.inputs)]


def test_what_is_accepted_is_no_finding() -> None:
    assert [code for code, _ in said(SERVICES, {})] == ["R703"]
    assert said(SERVICES, {PLACE: REASON}) == []


def test_only_that_place_is_accepted() -> None:
    both = {"env": {**SERVICES["shop/cart"]["env"], "API_TOKEN": "3f9c2b7d81e64a05"}}
    assert said({"shop/cart": both}, {PLACE: REASON}) == [
        ("R703", "env.API_TOKEN looks like a secret in plain text")
    ]


def test_an_entry_that_accepts_nothing_is_a_finding() -> None:
    assert said({"shop/cart": {}}, {PLACE: REASON}) == [("R120", f"R703 is not found at {PLACE}")]


def test_a_reason_is_no_secret_because_of_the_name_that_it_stands_under() -> None:
    services = {"shop/cart": {"env": {"API_TOKEN": "3f9c2b7d81e64a05"}}}
    place = "apps/shop/services/cart.yaml:env.API_TOKEN"
    assert said(services, {place: "See 4711-b; it is the demo's, as its manual (2024) says."}) == []
