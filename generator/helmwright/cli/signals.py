"""Signals that ask the program to end."""

from __future__ import annotations

import signal
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, NoReturn

_ASKING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


class Ended(KeyboardInterrupt):
    """The process was asked to end by this signal."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def listening() -> Iterator[None]:
    """Lets Ctrl-C, SIGTERM and the end of the terminal raise Ended, so that what was begun is taken back.

    Python loses one that comes just before it waits for keys, so the second does the same; the third ends the process
    at once. Where a signal is handled or ignored already, as in another program or
    after nohup, it stays so.
    """
    mine = [number for number in _ASKING if signal.getsignal(number) is signal.SIG_DFL]
    hook = sys.unraisablehook
    for number in mine:
        signal.signal(number, _end_first)
    if mine:
        sys.unraisablehook = _unraisable
    try:
        yield
    finally:
        for number in mine:
            signal.signal(number, signal.SIG_DFL)
        if sys.unraisablehook is _unraisable:
            sys.unraisablehook = hook
        else:
            warnings.simplefilter("ignore")


def _end_first(number: int, _frame: FrameType | None) -> NoReturn:
    _go_over(_end_first, _end_second)
    if sys.unraisablehook is _unraisable:
        sys.unraisablehook = _unraisable_at_the_end
    raise Ended(number)


def _end_second(number: int, _frame: FrameType | None) -> NoReturn:
    _go_over(_end_second, signal.SIG_DFL)
    raise Ended(number)


def _go_over(handler: Any, following: Any) -> None:
    for number in _ASKING:
        if signal.getsignal(number) is handler:
            signal.signal(number, following)


def _unraisable(unraisable: sys.UnraisableHookArgs) -> None:
    """Where Python would only print it, in a finalizer, the signal does what it does by itself."""
    if isinstance(unraisable.exc_value, Ended):
        signal.signal(unraisable.exc_value.number, signal.SIG_DFL)
        signal.raise_signal(unraisable.exc_value.number)
    else:
        sys.__unraisablehook__(unraisable)


def _unraisable_at_the_end(unraisable: sys.UnraisableHookArgs) -> None:
    """What the signal left half made cannot be closed, as an event loop without its sockets: nobody need know."""
    if isinstance(unraisable.exc_value, Ended):
        _unraisable(unraisable)
