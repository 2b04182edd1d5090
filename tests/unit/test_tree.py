"""Trees of files: what differs between two, and which parts plan a path."""

from __future__ import annotations

import pytest

from helmwright.tree import Action, Change, diff, owners_of


def test_equal_trees_do_not_differ() -> None:
    assert diff({"a": b"1"}, {"a": b"1"}) == ()


def test_changes_are_sorted_by_path() -> None:
    changes = diff({"c": b"old", "a": b"gone", "d": b"same"}, {"d": b"same", "c": b"new", "b": b"added"})
    assert changes == (
        Change("a", b"gone", None),
        Change("b", None, b"added"),
        Change("c", b"old", b"new"),
    )


@pytest.mark.parametrize(
    ("before", "after", "action"),
    [(None, b"", Action.CREATE), (b"", b"x", Action.UPDATE), (b"", None, Action.DELETE)],
)
def test_a_change_says_what_it_does(before: bytes | None, after: bytes | None, action: Action) -> None:
    assert Change("a", before, after).action is action


def test_owners_of_a_path_are_named_in_order() -> None:
    parts = [("web", {"a": b"", "b": b""}), ("shop", {"b": b""})]
    assert owners_of(parts) == {"a": ["web"], "b": ["web", "shop"]}
