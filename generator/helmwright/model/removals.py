"""`null`, which takes away what a lower layer gives, or what an object has where it stands in a patch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from helmwright.layout import Kind
from helmwright.model.origins import Layers, Path

_SPELT = ("null", "Null", "NULL", "~")


def is_removal(kind: Kind, path: Path, text: str | None) -> bool:
    """Whether a null at a path of a descriptor, spelt as `text`, takes something away; no value at all does not."""
    lead: Path = ("defaults",)
    if kind is Kind.ADDON:
        lead = path[:3]
        if lead[:1] != ("environments",) or lead[2:] not in (("values",), ("instances",), ("objects",)):
            return False
    if kind is Kind.SERVICE:
        lead = path[:2] if path[:1] == ("environments",) else ()
    below = path[len(lead) :]
    if text not in _SPELT or path[: len(lead)] != lead or not below or below[0] in ("apiVersion", "kind"):
        return False
    in_list = any(isinstance(step, int) for step in below)
    return isinstance(path[-1], str) and (not in_list or in_patch(below))


def in_patch(path: Path) -> bool:
    """Whether a path among a service's fields leads into the body of a patch, where a null is for the object."""
    return len(path) > 3 and path[0] == "patches" and path[2] == "patch"


def without(value: Any, paths: Sequence[Path]) -> Any:
    """The value without the keys at these paths."""
    for path in paths:
        value = _without(value, path)
    return value


def _without(value: Any, path: Path) -> Any:
    step, *rest = path
    if isinstance(value, list):
        return [_without(inner, tuple(rest)) if index == step else inner for index, inner in enumerate(value)]
    if not rest:
        return {key: inner for key, inner in value.items() if key != step}
    return {key: _without(inner, tuple(rest)) if key == step else inner for key, inner in value.items()}


def removed(fields: Mapping[str, Any], path: Path = ()) -> Mapping[str, Any]:
    """The merged fields without what is taken away; a patch keeps its nulls, which are for the object."""
    kept = {}
    for name, value in fields.items():
        where = (*path, name)
        if in_patch(where):
            kept[name] = value
        elif value is not None:
            kept[name] = removed(value, where) if isinstance(value, dict) else value
    return kept


def takes(value: Any) -> bool:
    """Whether a null is anywhere in a value."""
    if isinstance(value, dict):
        return any(map(takes, value.values()))
    return value is None or (isinstance(value, list) and any(map(takes, value)))


def nulls(value: Any, path: Path = ()) -> Iterator[Path]:
    """The paths to what a layer takes away."""
    if isinstance(value, dict):
        for name, inner in value.items():
            where = (*path, name)
            if inner is None and not in_patch(where):
                yield where
            else:
                yield from nulls(inner, where)


def idle(layers: Layers) -> Iterator[tuple[int, Path]]:
    """The removals of a service's own layers, by their positions, that have nothing below to take away."""
    for position, layer in enumerate(layers.items):
        if layer.source is layers.source:
            for path in nulls(layer.fields):
                below = (item.value(path) for item in layers.items[:position])
                if not any(found is not None and found[0] is not None for found in below):
                    yield position, path
