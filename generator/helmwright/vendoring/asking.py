"""Asks the repositories of many charts at the same time, each for its index once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import TypeVar

from helmwright.charts.package import ChartPin
from helmwright.progress import Progress
from helmwright.vendoring import sources
from helmwright.vendoring.gathering import gathered
from helmwright.vendoring.index import Index

V = TypeVar("V")
_NONE = Index({})


def answers(
    ask: Callable[[ChartPin, Index], V], pins: Collection[ChartPin], step: str, progress: Progress
) -> Mapping[ChartPin, V | Exception]:
    """What `ask` makes of each pin and the index of its repository, or the error that was raised instead."""
    repositories = (pin.repository for pin in pins if not sources.is_registry(pin.repository))
    indexes = gathered(sources.index, repositories, partial(progress, "reading indexes"))

    def asked(pin: ChartPin) -> V:
        index = indexes.get(pin.repository, _NONE)
        if isinstance(index, Exception):
            raise index
        return ask(pin, index)

    return gathered(asked, pins, partial(progress, step))
