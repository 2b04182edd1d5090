"""A chart's values.yaml with the places of its keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from chartwright.usage.atoms import Path
from helmwright.charts.metadata import VALUES
from helmwright.findings import Finding, Location
from helmwright.yamlio.goyaml import Loader

Position = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ValuesFile:
    """The defaults by path, from the file's own map on, and where each key stands."""

    defaults: Mapping[Path, Any] = field(default_factory=dict)
    places: Mapping[Path, Position] = field(default_factory=dict)

    def keys(self, path: Path) -> list[str]:
        """The keys of the map at the path, sorted; none where there is no map."""
        found = self.defaults.get(path)
        return sorted(map(str, found)) if isinstance(found, Mapping) else []

    def location(self, path: Path) -> Location:
        """The place of a key, or of the nearest one above it."""
        while path and path not in self.places:
            path = path[:-1]
        return Location(VALUES, *self.places.get(path, (0, 0)))


def values_file(content: bytes, values: Mapping[str, Any]) -> ValuesFile:
    """The file, from its text, which is known to be YAML without duplicate keys, and its data."""
    return ValuesFile(dict(_defaults(values, ())), dict(_places(root(content.decode()), ())))


def root(text: str) -> yaml.Node | None:
    """The map in a text that is known to be YAML with at most one, beside documents without anything in them."""
    found: Iterator[yaml.Node] = yaml.compose_all(text, Loader)
    return next((node for node in found if isinstance(node, yaml.MappingNode)), None)


def duplicate_keys(content: bytes) -> Iterator[Finding]:
    """A finding for each key that a map of the file has twice; none in what is no YAML, or too deep to read."""
    try:
        documents: list[yaml.Node] = list(yaml.compose_all(content.decode(), Loader))
    except (UnicodeDecodeError, yaml.YAMLError):
        return
    for node in _nodes(documents):
        first: dict[str, yaml.Node] = {}
        for key, _ in node.value if isinstance(node, yaml.MappingNode) else ():
            if isinstance(key, yaml.ScalarNode) and (same := first.setdefault(key.value, key)) is not key:
                message = f"the key '{key.value}' is given twice, first in line {_position(same)[0]}"
                yield Finding("C113", Location(VALUES, *_position(key)), message, "remove one of the two")


def _nodes(documents: list[yaml.Node]) -> Iterator[yaml.Node]:
    """Each part of the file, one with several aliases once."""
    pending, seen = documents, set()
    while pending:
        node = pending.pop()
        if id(node) not in seen:
            seen.add(id(node))
            yield node
            if isinstance(node, yaml.MappingNode):
                pending += (inner for _, inner in node.value)
            elif isinstance(node, yaml.SequenceNode):
                pending += node.value


def _defaults(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    yield path, value
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _defaults(inner, (*path, str(key)))


def _places(node: Any, path: Path) -> Iterator[tuple[Path, Position]]:
    if isinstance(node, yaml.MappingNode):
        for key, inner in node.value:
            yield (*path, str(key.value)), _position(key)
            yield from _places(inner, (*path, str(key.value)))


def _position(node: yaml.Node) -> Position:
    return node.start_mark.line + 1, node.start_mark.column + 1
