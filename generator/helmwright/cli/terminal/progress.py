"""A progress bar for steps that last."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from types import TracebackType

import click

from helmwright.cli.session import Session
from helmwright.cli.terminal.streams import is_terminal

PATIENCE = 1.0
"""Seconds without a bar."""
_PAUSE = 0.1
_WIDTH = 30
_CLEAR = "\r\x1b[K"


class Progress:
    """Shows how far a step is, on a terminal's stderr alone, and leaves nothing behind.

    It is called with what is being done, how much of it is done, and how much there is. CI systems that give
    their logs a terminal set CI, and get no bar.
    """

    def __init__(self, session: Session, clock: Callable[[], float] = time.monotonic) -> None:
        self._shows = is_terminal(sys.stderr) and not session.quiet and not os.environ.get("CI")
        self._clock = clock
        self._next = clock() + PATIENCE
        self._drawn = False

    def __call__(self, step: str, done: int, total: int) -> None:
        now = self._clock()
        if self._shows and now >= self._next:
            self._next = now + _PAUSE
            self._drawn = True
            filled = _WIDTH * done // max(total, 1)
            bar = "#" * filled + "-" * (_WIDTH - filled)
            click.echo(f"{_CLEAR}{step} [{bar}] {done}/{total}", nl=False, err=True, color=True)

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self._drawn:
            click.echo(_CLEAR, nl=False, err=True, color=True)
