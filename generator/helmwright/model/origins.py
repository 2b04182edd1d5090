"""Where a service's fields come from. Nothing is recorded while merging; origins are found when needed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from helmwright.findings import Location
from helmwright.model.merge import Fields
from helmwright.model.source import Source

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Layer:
    """One file's fields for a service: `prefix` leads to them in the file, `fields` are in long form."""

    source: Source
    prefix: Path
    fields: Fields

    def value(self, path: Path) -> tuple[Any] | None:
        """The value at `path` as a tuple of one, or None if this layer says nothing about it."""
        value: Any = self.fields
        for step in path:
            if isinstance(value, dict):
                if step not in value:
                    return None
            elif not (isinstance(value, list) and isinstance(step, int) and step < len(value)):
                return None
            value = value[step]
        return (value,)

    def ends(self, path: Path) -> bool:
        """Whether the layer has something else than a map in place of a parent, so that nothing below it counts."""
        parents = (self.value(path[:length]) for length in range(1, len(path)))
        return any(found is not None and not isinstance(found[0], (dict, list)) for found in parents)

    def at(self, path: Path) -> Location:
        return self.source.at((*self.prefix, *path))


@dataclass(frozen=True, slots=True)
class Layers:
    """The layers of one service in one environment, lowest first."""

    items: tuple[Layer, ...]
    source: Source
    """The file that is there whatever the layers say."""

    def origin(self, path: Path) -> Location:
        """Where the value at `path` was set, else the key of its nearest parent, else the service's file."""
        for length in range(len(path), 0, -1):
            position = self.rank(path[:length])
            if position >= 0:
                return self.items[position].at(path)
        return self.source.at()

    def latest(self, *paths: Path) -> Location:
        """The origin of the path that was set in the highest layer, of the first one when they share it."""
        return self.origin(max(paths, key=self.rank))

    def rank(self, path: Path) -> int:
        """The position of the layer that has the last word on the value at `path`; -1 when none sets it."""
        for position in range(len(self.items) - 1, -1, -1):
            if self.items[position].value(path) is not None:
                return position
            if self.items[position].ends(path):
                break
        return -1

    def history(self, path: Path) -> Iterator[tuple[Any, Location]]:
        """Every layer's say at `path`, highest first: a value there, or one in place of a parent."""
        for layer in reversed(self.items):
            for length in range(len(path), 0, -1):
                found = layer.value(path[:length])
                if found is not None:
                    if length == len(path) or not isinstance(found[0], dict):
                        yield found[0], layer.at(path[:length])
                    break
