"""Quantities and durations as numbers."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

# https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
_FACTORS = {
    **{prefix: Fraction(1000) ** -power for power, prefix in enumerate("mun", 1)},
    **{prefix: Fraction(1000) ** power for power, prefix in enumerate("kMGTPE", 1)},
    **{f"{prefix}i": Fraction(1024) ** power for power, prefix in enumerate("KMGTPE", 1)},
}

_SECONDS = {"h": 3600, "m": 60, "s": 1}
_PARTS = re.compile("([0-9]+)([hms])")


@lru_cache(maxsize=4096)
def quantity(text: str) -> Fraction:
    """A quantity of the schema's form in its base unit: `100m` is a tenth, `1Ki` is 1024."""
    number, suffix = parts(text)
    return Fraction(number) * _FACTORS.get(suffix, 1)


def parts(text: str) -> tuple[str, str]:
    """The number of a quantity, and its suffix, which may be empty."""
    number = text.rstrip("numkKMGTPEi")
    return number, text[len(number) :]


def seconds(text: str) -> int:
    """A duration of the schema's forms in seconds: `15s` is 15, `2m` is 120, `1h30m` is 5400."""
    return sum(int(number) * _SECONDS[unit] for number, unit in _PARTS.findall(text))
