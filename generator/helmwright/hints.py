"""What a hint says about a name that is not known."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

_MOST = 50
"""How many names on each side, in the order of the alphabet, are compared with."""


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """The known name that comes closest as a question; `otherwise` when none comes close."""
    close = closest(name, known)
    return f"did you mean '{close}'?" if close else otherwise


def closest(name: str, known: Iterable[str]) -> str:
    """The known name that comes closest, empty when none comes close."""
    return next(iter(get_close_matches(name, _near(name, tuple(known)), 1, 0.6)), "")


def _near(name: str, known: tuple[str, ...]) -> Iterable[str]:
    """The names to compare with: of very many only those that begin or end most alike, for each takes its time."""
    if len(known) <= 2 * _MOST:
        return known
    by_start, by_end = _orders(known)
    start, end = bisect(by_start, name), bisect(by_end, name[::-1])
    alike = by_start[max(0, start - _MOST) : start + _MOST]
    return [*alike, *(other[::-1] for other in by_end[max(0, end - _MOST) : end + _MOST])]


@lru_cache(maxsize=4)
def _orders(known: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """The names as their beginnings order them, and backwards as their ends do."""
    return sorted(known), sorted(name[::-1] for name in known)
