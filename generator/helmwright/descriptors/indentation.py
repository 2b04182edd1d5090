"""Keys that stand at another depth than they were meant to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from helmwright.jsonio.json_paths import value_at
from helmwright.yamlio.descriptor import Path


def too_little(data: Any, nulls: Iterable[Path], unknown: Collection[Path]) -> dict[Path, tuple[str, ...]]:
    """The keys without a value that unknown ones follow, at the same depth, by their paths: those are its own."""
    found: dict[Path, tuple[str, ...]] = {}
    for path in nulls:
        beside = value_at(data, path[:-1])
        if isinstance(beside, Mapping):
            own = tuple(
                _after(list(beside), str(path[-1]), {step[-1] for step in unknown if step[:-1] == path[:-1]})
            )
            found |= {path: own} if own else {}
    return found


def _after(keys: list[str], key: str, unknown: Collection[Any]) -> Iterator[str]:
    for name in keys[keys.index(key) + 1 :]:
        if name not in unknown:
            break
        yield name
