"""Configuration that lies in files beside the descriptor: where a descriptor says so, and what it says then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from helmwright.jsonio.json_paths import with_value
from helmwright.model.source import Source
from helmwright.yamlio.descriptor import Path

_LAYERS: tuple[Path, ...] = (
    *((), ("environments", "*"), ("defaults",), ("profiles", "*")),
    ("clusters", "*", "defaults"),
)
"""Where a descriptor holds fields of services."""


def named(data: Any) -> Iterator[tuple[Path, str]]:
    """The path to each `from` of a configuration, and the path that it names; of a descriptor with any content."""
    for layer in _LAYERS:
        for path, value in _below(data, (*layer, "config", "*", "from"), ()):
            if isinstance(value, str):
                yield path, value


def _below(value: Any, steps: Path, path: Path) -> Iterator[tuple[Path, Any]]:
    if not steps:
        yield path, value
    elif isinstance(value, Mapping):
        for name in value if steps[0] == "*" else steps[:1]:
            if name in value:
                yield from _below(value[name], steps[1:], (*path, name))


def contents(source: Source) -> Iterator[str]:
    """Every text that configuration of the descriptor holds, as often as it does."""
    for _, name in named(source.data):
        yield from source.files.get(name, {}).values()


def with_contents(source: Source) -> Source:
    """The source with the texts of the files by name in place of the path to them."""
    data = source.data
    for path, name in named(data):
        data = with_value(data, path, source.files.get(name, {}))
    return source if data is source.data else replace(source, document=replace(source.document, data=data))
