"""From the source to `values.schema.json`: one file, draft-07, every object closed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from chartwright.values.source import Schema, Source, types
from helmwright.jsonio.subschemas import changed

_NOTES = ("title", "description")


def values_schema(source: Source) -> dict[str, Any]:
    """The schema that Helm checks the values with.

    Draft-07 is what every Helm 3 and 4 reads. An object with `properties` that does not say
    otherwise refuses unknown keys; partial schemas (`if`, `anyOf`, ...) have no `type` and stay open.
    """
    root = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        **source.root,
        "type": "object",
        "properties": source.properties,
        "definitions": dict(sorted(source.definitions.items())),
    }
    return dict(_closed(source, root))


def dumps(schema: Schema) -> bytes:
    """The schema as text for a person to read."""
    return (json.dumps(schema, indent=2, ensure_ascii=False) + "\n").encode()


def _closed(source: Source, schema: Any) -> Any:
    if not isinstance(schema, Mapping):
        return schema
    schema = _keys_by_pattern(source, schema)
    told = {key: value for key, value in schema.items() if not key.startswith("x-")}
    result = changed(told, lambda inner: _closed(source, inner))
    if "description" in result and (unit := schema.get("x-unit")):
        result["description"] += f" Unit: {unit}."
    if "object" in types(schema) and ("properties" in schema or "patternProperties" in schema):
        result.setdefault("additionalProperties", False)
    return result


def _keys_by_pattern(source: Source, schema: Schema) -> Schema:
    """The schema of a map with the pattern of its keys in `patternProperties`.

    Helm names the path of an entry that is not allowed, and no path at all for a wrong property name.
    """
    keys = source.resolve(schema.get("propertyNames", {}))
    if "pattern" not in keys or "additionalProperties" not in schema:
        return schema
    rest = {key: value for key, value in keys.items() if key not in ("type", "pattern", *_NOTES)}
    result = {
        key: value for key, value in schema.items() if key not in ("propertyNames", "additionalProperties")
    }
    if rest:
        result["propertyNames"] = rest
    return {**result, "patternProperties": {keys["pattern"]: schema["additionalProperties"]}}
