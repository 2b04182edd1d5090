"""The source as a list of fields in reading order: what the docs are written from."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from chartwright.values.source import (
    FOLDER,
    Schema,
    Section,
    Source,
    inner_schemas,
)
from helmwright.charts.files import ChartFileError


@dataclass(frozen=True, slots=True)
class Field:
    """One value that can be set.

    `path` leads to it, with `<id>` for the key of a map and `[]` for the entry of a list. `like` is the
    path of an earlier field with the same inner fields, which are then not listed again.
    """

    path: tuple[str, ...]
    type: str
    required: bool
    default: str
    description: str
    examples: tuple[str, ...]
    like: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The path as people write it: `ports.<id>.containerPort`."""
        return dotted(self.path)


def dotted(path: tuple[str, ...]) -> str:
    """A path as text."""
    return ".".join(path).replace(".[]", "[]")


def fields(source: Source) -> tuple[tuple[Section, tuple[Field, ...]], ...]:
    """Every field, by section. A definition's inner fields are listed where it is first used.

    Raises ChartFileError for values that nest without an end: a list of itself.
    """
    first_use: dict[str, tuple[str, ...]] = {}
    try:
        return _fields(source, source.root.get("required", ()), first_use)
    except RecursionError as error:
        raise ChartFileError(FOLDER, "the values nest too deeply") from error


def _fields(
    source: Source, required: Collection[str], first_use: dict[str, tuple[str, ...]]
) -> tuple[tuple[Section, tuple[Field, ...]], ...]:
    return tuple(
        (
            section,
            tuple(
                field
                for name, schema in section.properties.items()
                for field in _walk(source, schema, (name,), name in required, first_use)
            ),
        )
        for section in source.sections
    )


def _walk(
    source: Source,
    schema: Schema,
    path: tuple[str, ...],
    required: bool,
    first_use: dict[str, tuple[str, ...]],
) -> Iterator[Field]:
    full = source.resolve(schema)
    inner = tuple(_inner(source, full))
    definition = source.target(schema)
    like = first_use.setdefault(definition, path) if definition and inner else path
    yield Field(
        path=path,
        type=_type(source, full),
        required=required,
        default=_default(full),
        description=_description(full),
        examples=tuple(_json(example) for example in full.get("examples", ())),
        like=() if like == path else like,
    )
    if like == path:
        for key, child, needed in inner:
            yield from _walk(source, child, (*path, key), needed, first_use)


def _inner(source: Source, schema: Schema) -> Iterator[tuple[str, Schema, bool]]:
    """What can be set inside: properties, then the entries of a map or list unless they are plain scalars."""
    properties = schema.get("properties", {})
    for name, child in inner_schemas(schema):
        listed = name in properties or (name != "[]" and "patternProperties" in schema)
        if listed or any(True for _ in _inner(source, source.resolve(child))):
            yield name, child, name in schema.get("required", ())


def _type(source: Source, schema: Schema) -> str:
    kinds = schema.get("type", "any")
    if isinstance(kinds, list):
        return " or ".join(kinds)
    if kinds == "array":
        return f"list of {_type(source, source.resolve(schema.get('items', {})))}"
    if kinds == "object" and isinstance(entry := schema.get("additionalProperties"), Mapping):
        return f"map of {_type(source, source.resolve(entry))}"
    return str(kinds)


def _default(schema: Schema) -> str:
    if "x-default" in schema:
        return str(schema["x-default"])
    return _json(schema["default"]) if schema.get("default", "") not in ("", []) else ""


def _description(schema: Schema) -> str:
    text = str(schema.get("description", ""))
    if unit := schema.get("x-unit"):
        text += f" Unit: {unit}."
    if allowed := [value for value in schema.get("enum", ()) if value]:
        text += f" One of {', '.join(map(str, allowed))}."
    return text


def _json(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
