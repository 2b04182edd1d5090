"""Which of the values that a chart knows are set by given values: what shows that tests miss none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from chartwright.values.source import Schema, Source, inner_schemas, types
from helmwright.charts.files import ChartFileError
from helmwright.charts.metadata import VALUES
from helmwright.limits import CHART_VALUES

Path = tuple[str, ...]
_SCALARS = {"string", "integer", "number", "boolean"}


def leaves(source: Source) -> frozenset[str]:
    """Every value that can be set, `ports.<id>.containerPort`, with each allowed one, `...protocol=UDP`."""
    return frozenset(
        _name(path, value)
        for path, schema in leaf_schemas(source)
        for value in schema.get("enum", (None,))
        if value != ""
    )


def leaf_schemas(source: Source) -> Iterator[tuple[Path, Schema]]:
    """The path of every value that can be set, with its schema. A definition within itself is a leaf.

    Raises ChartFileError for too many: definitions that each hold the next one twice double them at every level.
    """
    followed = 0
    pending: list[tuple[Schema, Path, frozenset[str]]] = [
        (schema, (name,), frozenset()) for name, schema in source.properties.items()
    ]
    while pending:
        schema, path, within = pending.pop()
        followed += 1
        if followed > CHART_VALUES.value:
            raise ChartFileError(VALUES, f"there are more than {CHART_VALUES.value:,} values that can be set")
        definition = source.target(schema)
        full = source.resolve(schema)
        below = within | {definition} if definition else within
        children = [] if definition in within else [(c, (*path, k), below) for k, c in inner_schemas(full)]
        if not children or _SCALARS & set(types(full)):
            yield path, full
        pending += children


def covered(source: Source, values: Mapping[str, Any]) -> frozenset[str]:
    """The leaves that the values of one service set."""
    return frozenset(
        leaf
        for name, value in values.items()
        if name in source.properties
        for leaf in _covered(source, source.properties[name], value, (name,))
    )


def _covered(source: Source, schema: Schema, value: Any, path: Path) -> Iterator[str]:
    full = source.resolve(schema)
    children = dict(inner_schemas(full))
    if isinstance(value, Mapping) and children:
        for key, inner in value.items():
            name = (
                key if key in full.get("properties", {}) else next((k for k in children if k[0] == "<"), "")
            )
            if name:
                yield from _covered(source, children[name], inner, (*path, name))
    elif isinstance(value, list) and children:
        for inner in value:
            yield from _covered(source, children["[]"], inner, (*path, "[]"))
    else:
        yield _name(path, value if "enum" in full else None)


def _name(path: Path, value: Any) -> str:
    name = ".".join(path).replace(".[]", "[]")
    return name if value is None else f"{name}={value}"
