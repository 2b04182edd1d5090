"""How far a step is that lasts."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


def quiet(_step: str, _done: int, _total: int) -> None:
    """Tells nobody."""
