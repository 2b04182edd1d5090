"""What a hint says about a name that is not known."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """The known name that comes closest; when none comes close, `otherwise`, or else all that are known."""
    known = list(known)
    close = get_close_matches(name, known, 1, 0.6)
    if close:
        return f"did you mean '{close[0]}'?"
    return otherwise or (f"known are {', '.join(known)}" if known else "")
