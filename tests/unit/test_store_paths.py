"""Which keys the paths of a secret store take."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helmwright.rules.secrets.paths import is_within

LETTERS = st.text("ab/", max_size=8)


@pytest.mark.parametrize(
    ("key", "path", "fits"),
    [
        ("shop/db", "shop/*", True),
        ("shop/db", "shop/db", True),
        ("shop/db/x", "shop/db", False),
        ("shop/../web/db", "shop/*", False),
        ("aba", "ab*ba", False),
        ("abba", "ab*ba", True),
        ("x", "*", True),
    ],
)
def test_an_asterisk_stands_for_anything(key: str, path: str, fits: bool) -> None:
    assert is_within(key, path) is fits


@given(LETTERS, st.text("ab/*", max_size=8))
def test_it_is_what_a_regular_expression_says(key: str, path: str) -> None:
    pattern = ".*".join(map(re.escape, path.split("*")))
    assert is_within(key, path) == (re.fullmatch(pattern, key) is not None)


def test_many_asterisks_come_to_an_end() -> None:
    assert not is_within("a" * 500, "*a" * 200 + "b")
