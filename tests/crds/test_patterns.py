"""Patterns mean the same in the spelling that both dialects share."""

from __future__ import annotations

import re

import jsonschema_rs
import pytest

from helmwright.validate.crd_patterns import portable


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("^[a-z]+$", "^[a-z]+$"),
        (r"^\PC*$", r"^\P{C}*$"),
        (r"\A\pL\z", r"^\p{L}$"),
        (r"\\A\\PC", r"\\A\\PC"),
        ("(?P<year>[[:digit:]]{4})", "(?<year>[0-9]{4})"),
        ("^(?i)(abort|warn)?$", "^(?i:(abort|warn)?$)"),
        ("a(?i)b|c", "a(?i:b)|(?i:c)"),
        ("^((?i)mon|tues)day$", "^((?i:mon)|(?i:tues))day$"),
        (r"[(?i)]\(?i", r"[(?i)]\(?i"),
        ("(?i:a)", "(?i:a)"),
    ],
)
def test_a_pattern_of_go_is_respelt(pattern: str, expected: str) -> None:
    assert portable(pattern) == expected
    jsonschema_rs.validator_for({"pattern": portable(pattern)})


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        ("^(?i)(abort|warn)?$", ["", "Abort", "WARN"], ["aborted"]),
        ("^a(?i)b$|^c$", ["ab", "aB", "c", "C"], ["Ab", "AB"]),
        ("^((?i)mon|tues)day$", ["MONday", "tuesday"], ["monDAY"]),
    ],
)
def test_case_is_ignored_as_far_as_the_flag_reaches(pattern: str, yes: list[str], no: list[str]) -> None:
    matches = re.compile(portable(pattern)).search
    assert [text for text in [*yes, *no] if matches(text)] == yes


def test_what_is_opened_and_never_closed_is_read_once() -> None:
    assert portable("(?i)" + "[" * 200_000) == "(?i:" + "[" * 200_000 + ")"
