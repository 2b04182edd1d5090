"""What a hint says about a name that is not known."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """The known name that comes closest as a question; `otherwise` when none comes close."""
    close = get_close_matches(name, list(known), 1, 0.6)
    return f"did you mean '{close[0]}'?" if close else otherwise
