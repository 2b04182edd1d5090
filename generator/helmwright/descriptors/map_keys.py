"""The keys of a descriptor's maps that their schema does not allow as names.

jsonschema-rs puts a copy of the whole map into what it says about each of its keys, so that a map of some thousand
wrong keys takes all memory. Here each key is looked at by itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import jsonschema_rs

from helmwright.jsonio.subschemas import resolved
from helmwright.yamlio.descriptor import Path

Schema = Mapping[str, Any]


def without_names(schema: Any) -> Any:
    """The schema without what it says about the names of keys, for whoever asks `misnamed` beside it."""
    if isinstance(schema, list):
        return [without_names(part) for part in schema]
    if not isinstance(schema, Mapping):
        return schema
    return {key: without_names(part) for key, part in schema.items() if key != "propertyNames"}


def misnamed(
    value: Any, schema: Schema, definitions: Schema, path: Path = ()
) -> Iterator[tuple[Path, Schema]]:
    """The path of each such key, and the schema of the names that are allowed.

    `definitions` are what the schema's references lead to, by name.
    """
    schema = resolved(schema, definitions)
    if isinstance(value, list):
        for index, inner in enumerate(value):
            yield from misnamed(inner, schema.get("items", {}), definitions, (*path, index))
    if not isinstance(value, Mapping):
        return
    names = resolved(schema.get("propertyNames", {}), definitions)
    known, others = schema.get("properties", {}), schema.get("additionalProperties")
    for key, inner in value.items():
        if names and not _validator(json.dumps(names)).is_valid(key):
            yield (*path, key), names
        child = known.get(key, others)
        if isinstance(child, Mapping):
            yield from misnamed(inner, child, definitions, (*path, key))


@cache
def _validator(schema: str) -> jsonschema_rs.Validator:
    return jsonschema_rs.Draft202012Validator(schema, pattern_options=jsonschema_rs.RegexOptions())
