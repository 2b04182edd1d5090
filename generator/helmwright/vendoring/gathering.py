"""Asks several servers at the same time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from queue import SimpleQueue
from threading import Thread
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")
_AT_ONCE = 8


def gathered(
    ask: Callable[[K], V], about: Iterable[K], on_done: Callable[[int, int], None]
) -> Mapping[K, V | Exception]:
    """What is said about each, or the error that was raised instead, in the order given.

    `on_done` is called in this thread with how many are done, and how many there are. An interrupt waits for no
    server: the threads end with the program.
    """
    waiting = deque(dict.fromkeys(about))
    order = tuple(waiting)
    done: SimpleQueue[tuple[K, V | Exception]] = SimpleQueue()

    def work() -> None:
        while waiting:
            try:
                one = waiting.popleft()
            except IndexError:  # another thread was faster
                return
            try:
                done.put((one, ask(one)))
            except Exception as error:  # whatever it is, it is raised or told where it is waited for
                done.put((one, error))

    for _ in range(min(_AT_ONCE, len(order))):
        Thread(target=work, daemon=True).start()
    found: dict[K, V | Exception] = {}
    for number in range(len(order)):
        one, outcome = done.get()
        found[one] = outcome
        on_done(number + 1, len(order))
    return {one: found[one] for one in order}
