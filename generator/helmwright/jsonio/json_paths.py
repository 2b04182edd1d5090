"""Paths in a value: to where jsonschema-rs found an error, and to what is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import jsonschema_rs

Path = tuple[str | int, ...]


def path_of(data: Any, error: jsonschema_rs.ValidationError) -> Path:
    """The way to what an error is about: the library makes an index of each key of digits, and drops empty keys."""
    return _way(data, list(error.instance_path), error.instance) or ()


def value_at(data: Any, path: Path) -> Any:
    """What is at a path that exists."""
    for step in path:
        data = data[step]
    return data


def with_value(data: Any, path: Path, value: Any) -> Any:
    """The data with another value at a path; what leads there exists, but for the last key of a map."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    inner = with_value(data[step], rest, value) if rest else value
    if isinstance(data, Mapping):
        return {**data, step: inner}
    return [inner if index == step else item for index, item in enumerate(data)]


def _way(data: Any, steps: list[str | int], end: Any) -> Path | None:
    if not steps and data == end:
        return ()
    for key, rest in _keys(data, steps):
        below = _way(data[key], rest, end)
        if below is not None:
            return (key, *below)
    return None


def _keys(data: Any, steps: list[str | int]) -> Iterator[tuple[str | int, list[str | int]]]:
    """The keys that the first step may stand for, each with the steps that follow it."""
    if isinstance(data, Mapping):
        step, rest = steps[:1], steps[1:]
        if step and str(step[0]) in data:
            yield str(step[0]), rest
        if step and isinstance(step[0], int):
            others = (key for key in data if key.isascii() and key.removeprefix("+").isdecimal())
            yield from ((key, rest) for key in others if int(key) == step[0] and key != str(step[0]))
        if "" in data:
            yield "", steps
    elif isinstance(data, list) and steps and isinstance(steps[0], int):
        yield steps[0], steps[1:]
