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

_QUANTITY = re.compile(
    r"([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+))([numkMGTPE]|[KMGTPE]i|(?P<exponent>[eE][+-]?[0-9]{1,2}))?"
)
_LONGEST = 60  # characters: beyond all that anybody means, and short to reckon with

_SECONDS = {"h": 3600, "m": 60, "s": 1}
_PARTS = re.compile("([0-9]+)([hms])")


@lru_cache(maxsize=4096)
def quantity(text: str) -> Fraction:
    """A quantity of the schema's form in its base unit: `100m` is a tenth, `1Ki` is 1024."""
    number, suffix = parts(text)
    return Fraction(number) * _FACTORS.get(suffix, 1)


def amount(value: object) -> Fraction | None:
    """What Kubernetes reads as a quantity in its base unit, exponents and signs included; None for what is none.

    An exponent of three digits and a number without end are none, although Kubernetes cuts them to what it can hold.
    """
    match = _QUANTITY.fullmatch(text) if len(text := str(value)) <= _LONGEST else None
    if match is None:
        return None
    return Fraction(text) if match["exponent"] else quantity(text)


def spelt(resource: str, value: Fraction) -> str:
    """An amount of a resource for people, to four digits: `1.5Gi` of bytes, `250m` or `1.5` of anything else."""
    if resource.endswith(("memory", "storage")):
        for suffix in ("Ei", "Pi", "Ti", "Gi", "Mi", "Ki"):
            if value >= _FACTORS[suffix]:
                return f"{float(value / _FACTORS[suffix]):.4g}{suffix}"
    return f"{float(value * 1000):.4g}m" if 0 < value < 1 else f"{float(value):.10g}"


def parts(text: str) -> tuple[str, str]:
    """The number of a quantity, and its suffix, which may be empty."""
    number = text.rstrip("numkKMGTPEi")
    return number, text[len(number) :]


def seconds(text: str) -> int:
    """A duration of the schema's forms in seconds: `15s` is 15, `2m` is 120, `1h30m` is 5400."""
    return sum(int(number) * _SECONDS[unit] for number, unit in _PARTS.findall(text))
