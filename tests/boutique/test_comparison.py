"""A difference is allowed when it is listed, as it is listed, and as long as it is there."""

from __future__ import annotations

from typing import Any

from .comparison import Difference, complaints, differences, table
from .shape import Facts

THEIRS: Facts = {"pod": {"grace": 5}, "container": {"name": "server", "ports": {80: "TCP"}}}
OURS: Facts = {"pod": {"grace": 60}, "container": {"name": "server", "ports": {80: "TCP"}}}


def difference(name: str = "grace", *, theirs: Facts | None = None, ours: Facts | None = None) -> Difference:
    everyone = frozenset({"cart"})
    return Difference(name, "It is slow.", theirs or {}, ours or {}, everyone, frozenset({"prod"}))


GRACE = difference(theirs={"pod": {"grace": 5}}, ours={"pod": {"grace": 60}})


def test_equal_facts_are_fine() -> None:
    assert list(complaints("cart", THEIRS, THEIRS, [])) == []


def test_a_listed_difference_is_fine() -> None:
    assert list(complaints("cart", THEIRS, OURS, [GRACE])) == []


def test_a_difference_must_be_listed() -> None:
    assert list(complaints("cart", THEIRS, OURS, [])) == [
        "cart: pod.grace is 5 there and 60 here, which is not listed"
    ]


def test_a_fact_of_one_side_alone_must_be_listed() -> None:
    assert list(complaints("cart", {"a": 1}, {"b": {80: {}}}, [])) == [
        "cart: a is 1 there and nothing here, which is not listed",
        "cart: b.80 is nothing there and {} here, which is not listed",
    ]


def test_a_listed_difference_must_be_there() -> None:
    assert list(complaints("cart", THEIRS, THEIRS, [GRACE])) == [
        "cart: pod.grace is the same, and 'grace' says 5 there and 60 here"
    ]


def test_a_listed_difference_must_be_the_one_that_is_there() -> None:
    slower = {**OURS, "pod": {"grace": 90}}

    assert list(complaints("cart", THEIRS, slower, [GRACE])) == [
        "cart: pod.grace is 5 there and 90 here, and 'grace' says 5 there and 60 here"
    ]


def test_a_difference_is_listed_once() -> None:
    again = difference("again", theirs=GRACE.theirs, ours=GRACE.ours)

    assert list(complaints("cart", THEIRS, OURS, [GRACE, again])) == [
        "cart: pod.grace is listed in 'grace' and in 'again'"
    ]


def test_a_difference_of_several_services_may_hold_the_services_name() -> None:
    named = difference(
        theirs={"container": {"name": "server"}},
        ours={"container": {"name": "{service}"}, "accounts": {"{service}": {"labels": ["of {service}"]}}},
    )
    ours = {"container": {"name": "cart"}, "accounts": {"cart": {"labels": ["of cart"]}}}

    assert list(complaints("cart", {"container": {"name": "server"}}, ours, [named])) == []


def test_a_table_says_once_what_holds_for_every_service() -> None:
    assert table(
        {
            "every": {"container": {"name": "server"}, "pod": {"account": "{service}"}},
            "services": {"cart": {}, "db": {"container": {"name": "redis"}}},
        }
    ) == {
        "cart": {"container": {"name": "server"}, "pod": {"account": "cart"}},
        "db": {"container": {"name": "redis"}, "pod": {"account": "db"}},
    }


def test_a_difference_holds_everywhere_unless_it_says_for_which() -> None:
    def holds(**entry: Any) -> tuple[set[str], set[str]]:
        (found,) = differences({"name": {"reason": "It is slow.", **entry}}, ["a", "b"], ["dev", "prod"])
        return set(found.services), set(found.environments)

    assert holds() == ({"a", "b"}, {"dev", "prod"})
    assert holds(services=["a"], environments=["dev"]) == ({"a"}, {"dev"})
    assert holds(**{"except": ["a"]}) == ({"b"}, {"dev", "prod"})
