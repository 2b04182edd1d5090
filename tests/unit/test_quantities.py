"""Quantities and durations as numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest

from helmwright.kubernetes.quantities import quantity, seconds


@pytest.mark.parametrize(
    ("text", "amount"),
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
def test_a_quantity_in_its_base_unit(text: str, amount: Fraction) -> None:
    assert quantity(text) == amount


def test_binary_and_decimal_suffixes_differ() -> None:
    assert quantity("1G") < quantity("1Gi")


@pytest.mark.parametrize(
    ("text", "count"), [("0s", 0), ("15s", 15), ("2m", 120), ("1h", 3600), ("1h30m5s", 5405)]
)
def test_a_duration_in_seconds(text: str, count: int) -> None:
    assert seconds(text) == count
