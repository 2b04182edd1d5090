"""Where a JSON Schema has other schemas in it: https://json-schema.org/understanding-json-schema/keywords."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

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


def changed(schema: Mapping[str, Any], change: Callable[[Any], Any]) -> dict[str, Any]:
    """The schema with `change` made to each schema right in it.

    What has another form than JSON Schema gives it stays, for a validator to refuse as before.
    """
    return {key: _changed(key, value, change) for key, value in schema.items()}


def _changed(key: str, value: Any, change: Callable[[Any], Any]) -> Any:
    if key in _MAPS and isinstance(value, Mapping):
        return {name: change(part) for name, part in value.items()}
    if key in _LISTS and isinstance(value, list):
        return [change(part) for part in value]
    return change(value) if key in _SCHEMAS else value


def maps(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every map in a schema at any depth, in no order; any of them can be referred to as a schema."""
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Mapping):
            yield part
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part


def resolved(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema with what it refers to in `$defs` under its keywords, and the properties of both, its own first."""
    while name := str(schema.get("$ref", "")).partition("#/$defs/")[2]:
        own, shared = schema.get("properties", {}), definitions[name]
        properties = {**own, **shared.get("properties", {}), **own}
        kept = {key: part for key, part in schema.items() if key != "$ref"}
        schema = {**shared, **kept, **({"properties": properties} if properties else {})}
    return schema
