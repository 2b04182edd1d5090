"""What a chart is given for a part of a release, each value with the line behind it, and what it takes for the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from helmwright.findings import Location
from helmwright.model.field import Field, plain
from helmwright.model.origins import Path
from helmwright.model.trace import Setting
from helmwright.provenance.fields import behind

Schema = Mapping[str, Any]


def given(values: Field) -> Iterator[Setting]:
    """The values that the chart is given; a list is one value."""
    for path, value in _leaves(plain(values), ()):
        yield Setting(path, value, behind(values, path).location, ())


def defaults(schema: Schema, values: Field, location: Location) -> Iterator[Setting]:
    """What the schema of a chart says that it takes where `values` say nothing, in each entry of a map too.

    What is empty is left out. Where a feature is off its defaults have no effect.
    """
    for path, value in _defaults(schema, schema, plain(values), (), frozenset()):
        yield Setting(path, value, location, ())


def stated(values_of_chart: Mapping[str, Any], values: Field, location: Location) -> Iterator[Setting]:
    """What the values.yaml of a chart says where `values` say nothing; what is empty is left out."""
    for path, value in _leaves(values_of_chart, ()):
        if value not in _EMPTY and not _says(plain(values), path):
            yield Setting(path, value, location, ())


_EMPTY: tuple[Any, ...] = (None, "", [], {})


def _says(values: Any, path: Path) -> bool:
    """Whether values have something at a path, or in place of a map on the way there."""
    for step in path:
        if not isinstance(values, Mapping):
            return True
        if step not in values:
            return False
        values = values[step]
    return True


def _leaves(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, Mapping) and value:
        for name, inner in value.items():
            yield from _leaves(inner, (*path, name))
    elif path:
        yield path, value


def _defaults(
    root: Schema, schema: Any, value: Any, path: Path, within: frozenset[str]
) -> Iterator[tuple[Path, Any]]:
    if not isinstance(schema, Mapping):
        return
    reference = schema.get("$ref")
    if reference in within:  # a definition that holds itself has no end
        return
    if reference is not None:
        schema = {**_definition(root, reference), **schema}
        within |= {reference}
    if value is None and schema.get("default") not in _EMPTY:
        yield path, schema["default"]
        return
    said = value if isinstance(value, Mapping) else {}
    properties = _map(schema, "properties")
    for name, below in properties.items():
        yield from _defaults(root, below, said.get(name), (*path, name), within)
    for name in said.keys() - properties.keys():
        yield from _defaults(root, schema.get("additionalProperties"), said[name], (*path, name), within)


def _definition(root: Schema, reference: Any) -> Schema:
    """What a reference within the schema leads to; one to somewhere else is not followed."""
    prefix, _, name = str(reference).rpartition("/")
    return _map(_map(root, "definitions"), name) if prefix == "#/definitions" else {}


def _map(schema: Schema, key: str) -> Schema:
    found = schema.get(key)
    return found if isinstance(found, Mapping) else {}
