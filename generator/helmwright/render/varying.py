"""What a chart makes at random: two renders of it, compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from helmwright.kubernetes.manifests import Manifest
from helmwright.render.engine import Varying


def varying(first: Sequence[Manifest], second: Sequence[Manifest]) -> Iterator[Varying]:
    """The objects of the two that differ, each with the path to the first difference in it."""
    for one, other in zip_longest(first, second):
        if one != other:
            alike = (
                one and other and (one.source, one.kind, one.name) == (other.source, other.kind, other.name)
            )
            yield (one or other), _difference(one.object, other.object) if alike else ()


def _difference(one: Any, other: Any) -> tuple[str | int, ...]:
    """The path to the first value that only one of two unequal values has."""
    steps: Sequence[str | int] = ()
    if isinstance(one, Mapping) and isinstance(other, Mapping) and one.keys() == other.keys():
        steps = [*one]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        steps = range(len(one))
    return next(
        ((step, *_difference(one[step], other[step])) for step in steps if one[step] != other[step]), ()
    )
