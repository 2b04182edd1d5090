"""Findings: their text, their order, and whether they fail a command."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helmwright.findings import Finding, Location, Severity, failed, ordered
from helmwright.limits import MESSAGE_CHARACTERS

HERE = Location("apps/shop/services/cart.yaml", 12, 5)


@pytest.mark.parametrize(
    ("location", "text"),
    [
        (Location("a.yaml"), "a.yaml"),
        (Location("a.yaml", 3), "a.yaml:3"),
        (Location("a.yaml", 3, 7), "a.yaml:3:7"),
    ],
)
def test_a_location_shows_what_is_known(location: Location, text: str) -> None:
    assert str(location) == text


def test_a_finding_is_one_line() -> None:
    assert (
        str(Finding("R201", HERE, "'cartt' names no service"))
        == "apps/shop/services/cart.yaml:12:5: error R201: 'cartt' names no service"
    )


def test_a_message_is_cut_where_nobody_reads_on() -> None:
    finding = Finding("H103", HERE, "x" * 1_000_000)
    assert finding.message == "x" * MESSAGE_CHARACTERS.value + " ..."
    assert replace(finding, code="H104").message == finding.message


def test_a_hint_follows_on_a_line_of_its_own() -> None:
    finding = Finding("R301", HERE, "it looks like a password", "use a secret", Severity.WARNING)
    assert str(finding).splitlines()[1:] == ["  hint: use a secret"]


def test_findings_are_sorted_by_place_then_code_and_told_once() -> None:
    first = Finding("S101", Location("a.yaml", 2), "x")
    second = Finding("L101", Location("a.yaml", 10), "x")
    third = Finding("R101", Location("a.yaml", 10), "x")
    assert ordered([third, second, first, third]) == (first, second, third)


@pytest.mark.parametrize(
    ("severities", "expected"),
    [
        ((), False),
        ((Severity.WARNING, Severity.INFO), False),
        ((Severity.INFO, Severity.ERROR), True),
    ],
)
def test_only_an_error_fails(severities: tuple[Severity, ...], expected: bool) -> None:
    assert failed(Finding("R101", HERE, "x", severity=severity) for severity in severities) is expected
