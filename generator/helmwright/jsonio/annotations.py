"""JSON Schemas without what only people read.

Annotations are keywords that no validator acts on: https://json-schema.org/understanding-json-schema/reference/annotations
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_TEXTS = frozenset({"title", "description", "$comment"})
_MAPS = frozenset(
    {"properties", "patternProperties", "definitions", "$defs", "dependentSchemas", "dependencies"}
)
_LISTS = frozenset({"allOf", "anyOf", "oneOf", "prefixItems", "items"})
_SCHEMAS = frozenset(
    {
        *("additionalProperties", "additionalItems", "items", "contains", "propertyNames"),
        *("unevaluatedProperties", "unevaluatedItems", "not", "if", "then", "else"),
    }
)


def without_annotations(schema: Any) -> Any:
    """The schema without titles, descriptions, comments, defaults and examples, at every place that is a schema.

    What has another form than JSON Schema gives it stays, for a validator to refuse as before.
    """
    if not isinstance(schema, Mapping):
        return schema
    return {key: _part(key, value) for key, value in schema.items() if not _is_annotation(key, value)}


def _is_annotation(key: str, value: Any) -> bool:
    return (
        key == "default"
        or (key in _TEXTS and isinstance(value, str))
        or (key == "examples" and isinstance(value, list))
    )


def _part(key: str, value: Any) -> Any:
    if key in _MAPS and isinstance(value, Mapping):
        return {name: without_annotations(part) for name, part in value.items()}
    if key in _LISTS and isinstance(value, list):
        return [without_annotations(part) for part in value]
    return without_annotations(value) if key in _SCHEMAS else value
