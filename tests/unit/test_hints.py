"""What a hint says about a name that is not known."""

from __future__ import annotations

from helmwright.hints import did_you_mean


def test_the_closest_name_is_asked_for() -> None:
    assert did_you_mean("crat", ["frontend", "cart"]) == "did you mean 'cart'?"


def test_a_name_unlike_any_other_gets_another_hint() -> None:
    assert did_you_mean("billing", ["frontend", "cart"], "add it") == "add it"


def test_nothing_is_close_to_nothing() -> None:
    assert did_you_mean("cart", []) == ""


def test_among_thousands_the_closest_is_found_too() -> None:
    many = [f"shop/service-{n}" for n in range(4000)]
    assert did_you_mean("shop/crat", [*many, "shop/cart"]) == "did you mean 'shop/cart'?"
    assert did_you_mean("hsop/front-end", [*many, "shop/front-end"]) == "did you mean 'shop/front-end'?"
