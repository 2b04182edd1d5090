"""What a hint says about a name that is not known."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable
from difflib import get_close_matches

_MOST = 50
"""How many names on each side, in the order of the alphabet, are compared with."""


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """The known name that comes closest as a question; `otherwise` when none comes close."""
    close = get_close_matches(name, _near(name, list(known)), 1, 0.6)
    return f"did you mean '{close[0]}'?" if close else otherwise


def _near(name: str, known: list[str]) -> list[str]:
    """The names to compare with: of very many only those that begin or end most alike, for each takes its time."""
    if len(known) <= 2 * _MOST:
        return known
    by_start, by_end = sorted(known), sorted(other[::-1] for other in known)
    start, end = bisect(by_start, name), bisect(by_end, name[::-1])
    alike = by_start[max(0, start - _MOST) : start + _MOST]
    return [*alike, *(other[::-1] for other in by_end[max(0, end - _MOST) : end + _MOST])]
