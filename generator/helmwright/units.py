"""Quantities and durations as numbers."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

# https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
_FACTORS = {
    "m": Fraction(1, 1000),
    **{prefix: Fraction(1000) ** power for power, prefix in enumerate("kMGTPE", 1)},
    **{f"{prefix}i": Fraction(1024) ** power for power, prefix in enumerate("KMGTPE", 1)},
}


@lru_cache(maxsize=4096)
def quantity(text: str) -> Fraction:
    """A quantity of the schema's form in its base unit: `100m` is a tenth, `1Ki` is 1024."""
    number = text.rstrip("mkKMGTPEi")
    return Fraction(number) * _FACTORS.get(text[len(number) :], 1)


def seconds(text: str) -> int:
    """A duration of the schema's `seconds` form in seconds: `15s` is 15, `2m` is 120."""
    return int(text[:-1]) * (60 if text.endswith("m") else 1)
