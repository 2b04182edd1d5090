"""Other values than the ones that a case has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from chartwright.usage.atoms import Path

_PROBE = "helmwright.dev/probe"
Change = tuple[Path, Any]
"""A path of the values, and what it becomes."""


def changes(values: Mapping[str, Any], above: Path = ()) -> Iterator[Change]:
    """Another value for each that is no list."""
    for key, value in values.items():
        path = (*above, key)
        if isinstance(value, Mapping) and value:
            yield from changes(value, path)
        elif not isinstance(value, list):
            yield path, _other(value)


def changed(values: Mapping[str, Any], all_: Sequence[Change]) -> dict[str, Any]:
    """The values after the changes."""
    result = dict(values)
    for (key, *below), value in all_:
        result[key] = changed(result[key], [(tuple(below), value)]) if below else value
    return result


def _other(value: Any) -> Any:
    match value:
        case bool():
            return not value
        case int() | float():
            return value + 1
        case str():
            return f"{value}x"
    return {_PROBE: "probe"}
