"""Keys that stand at another depth than they were meant to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from helmwright.jsonio.json_paths import value_at, with_value
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


def too_far(data: Any, path: Path, knows: Callable[[Any, Path], bool]) -> tuple[str, str] | None:
    """What of the path to an unknown key was meant to stand beside what it stands in, and that, the nearest first.

    That is the key itself, or an entry around it that is taken for one whose name people choose. `knows` says whether
    the schema knows a key of some data.
    """
    for end in range(len(path), 1, -1):
        name, value = path[end - 1], value_at(data, path[:end])
        for length in range(end - 2, -1, -1):
            around, key = path[:length], path[length]
            if not isinstance(name, str) or not isinstance(key, str) or name in value_at(data, around):
                continue
            other = name * 2  # a map of entries that people name knows every key
            moved, beside = (with_value(data, (*around, called), value) for called in (name, other))
            ways = ((*around, name), (*around, *path[end - 1 :]))
            if all(knows(moved, way) for way in ways) and not knows(beside, (*around, other)):
                return name, key
    return None


def _after(keys: list[str], key: str, unknown: Collection[Any]) -> Iterator[str]:
    for name in keys[keys.index(key) + 1 :]:
        if name not in unknown:
            break
        yield name
