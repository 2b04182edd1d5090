"""Objects with something changed, to see whether two validators notice the same."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

from helmwright.kubernetes.manifests import Manifest

_VALUES: tuple[Any, ...] = (
    *(None, True, 1, -1, 1.5, 10**30, "", "x", "1Gi", "2024-01-01T00:00:00Z", "\u2028\x85\x7f\U0001f600"),
    *([], [1], ["a"], {}, {"a": 1}, {"a": "b"}),
)
_KEYS = ("name", "foo", "a/b", "c~d", "it's", "tab\t", "\u00e9")


def mutants(manifests: Sequence[Manifest], seed: int, count: int) -> list[Manifest]:
    """Copies of objects picked at random, each with one to three changes; the same for the same seed."""
    choose = random.Random(seed)  # noqa: S311
    made = []
    for _ in range(count):
        item = deepcopy(dict(choose.choice(manifests).object))
        for _ in range(choose.randint(1, 3)):
            _change(item, choose)
        made.append(Manifest("mutant", item))
    return made


def _change(item: dict[str, Any], choose: random.Random) -> None:
    parent, key = choose.choice(list(_places(item)))
    match choose.randrange(3):
        case 0:
            parent[key] = deepcopy(choose.choice(_VALUES))
        case 1:
            del parent[key]
        case _:
            value = parent[key]
            if isinstance(value, dict):
                value[choose.choice(_KEYS)] = deepcopy(choose.choice(_VALUES))
            elif isinstance(value, list):
                value.append(deepcopy(choose.choice(_VALUES)))
            else:
                parent[key] = [value]


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every key and index below the value, with what holds it."""
    for key in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield value, key
        yield from _places(value[key])
