"""Quantities and durations as numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest

from helmwright.kubernetes.quantities import amount, quantity, seconds, spelt


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2", Fraction(2)),
        ("1.5", Fraction(3, 2)),
        ("100m", Fraction(1, 10)),
        ("2k", Fraction(2000)),
        ("1E", Fraction(10**18)),
        ("1Ki", Fraction(1024)),
        ("0.5Gi", Fraction(2**29)),
        ("1Ei", Fraction(2**60)),
    ],
)
def test_a_quantity_in_its_base_unit(text: str, expected: Fraction) -> None:
    assert quantity(text) == amount(text) == expected


def test_binary_and_decimal_suffixes_differ() -> None:
    assert quantity("1G") < quantity("1Gi")


@pytest.mark.parametrize(
    ("text", "count"), [("0s", 0), ("15s", 15), ("2m", 120), ("1h", 3600), ("1h30m5s", 5405)]
)
def test_a_duration_in_seconds(text: str, count: int) -> None:
    assert seconds(text) == count


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1e3", 1000), ("12E-1", Fraction(6, 5)), (".5", Fraction(1, 2)), ("-1.", -1), (3, 3)],
)
def test_quantities_that_only_kubernetes_takes(text: str | int, expected: Fraction) -> None:
    assert amount(text) == expected


@pytest.mark.parametrize("text", ["", "abc", "1e999", "1_0", "1 ", "Mi", "1" * 61, None, True, "١"])
def test_what_is_no_quantity(text: object) -> None:
    assert amount(text) is None


@pytest.mark.parametrize(
    ("value", "in_bytes", "text"),
    [
        (Fraction(1, 4), False, "250m"),
        (Fraction(1500), False, "1500"),
        (Fraction(3, 2), False, "1.5"),
        (Fraction(3 * 2**29), True, "1.5Gi"),
        (Fraction(1000), True, "1000"),
        (Fraction(0), False, "0"),
    ],
)
def test_a_quantity_for_people(value: Fraction, in_bytes: bool, text: str) -> None:
    assert spelt("memory" if in_bytes else "pods", value) == text
