"""Where a service's values come from: each with the line that set it and what it overrode."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helmwright.charts.package import ChartPin
from helmwright.findings import Location, dotted
from helmwright.model.content import Part
from helmwright.model.merge import is_whole
from helmwright.model.origins import Layers, Path
from helmwright.model.references import is_reference


@dataclass(frozen=True, slots=True)
class Setting:
    """One value in effect; `overridden` are the values below it, highest first."""

    path: Path
    value: Any
    location: Location
    overridden: tuple[tuple[Any, Location], ...]
    in_effect: bool = True
    """False for what a higher layer took away, switched off, or made void by another form."""

    @property
    def key(self) -> str:
        """The dotted path: `replicas.min`."""
        return dotted(self.path)


def trace(part: Part) -> tuple[Setting, ...]:
    """The values of a part of a release, sorted by key."""
    settings = [_setting(part.layers, path, value) for path, value in _leaves(part.fields, ())]
    return below((*settings, *_dead(part.layers, settings)), "")


def trace_chart(pins: Sequence[ChartPin]) -> tuple[Setting, ...]:
    """The version of a release's chart as if it were a field called `chart`, where one is asked for."""
    asked = [(pin.version, pin.location) for pin in pins if pin.version]
    return tuple(Setting(("chart",), *first, tuple(asked[1:])) for first in asked[:1])


def below(settings: Iterable[Setting], key: str) -> tuple[Setting, ...]:
    """The settings at or below the dotted `key`, all without one, sorted by key."""
    return tuple(
        sorted(
            (s for s in settings if not key or s.key == key or s.key.startswith(key + ".")),
            key=lambda setting: setting.key,
        )
    )


def _leaves(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, Mapping) and value and not is_whole(path) and not is_reference(value):
        for name, child in value.items():
            yield from _leaves(child, (*path, name))
    else:
        yield path, value


def _dead(layers: Layers, live: Sequence[Setting]) -> Iterator[Setting]:
    """What layers say that comes to nothing, and is no older value of what counts."""
    shown = {item.path[:length] for item in live for length in range(1, len(item.path) + 1)}
    ends = {item.path for item in live if item.value != {}}
    found: dict[Path, list[tuple[Any, Location]]] = {}
    for layer in reversed(layers.items):
        for path, value in _leaves(layer.fields, ()):
            over = any(path[:length] in ends for length in range(1, len(path)))
            if not over and path not in shown and path[-1] != "enabled" and value is not None:
                found.setdefault(path, []).append((value, layer.at(path)))
    for path, ((value, location), *lower) in found.items():
        yield Setting(path, value, location, tuple(lower), in_effect=False)


def _setting(layers: Layers, path: Path, value: Any) -> Setting:
    history = list(layers.history(path))
    return Setting(path, value, history[0][1], tuple(history[1:]))
