"""A CRD's schema as a strict JSON Schema.

The rules are those by which the API server reads a structural schema
(https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/), and by
which `kubectl --validate=strict` refuses what it would drop.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from helmwright.validate.crd_patterns import portable

DRAFT = "http://json-schema.org/draft-07/schema#"

Schema = dict[str, Any]

_KEPT = {
    *("type", "enum", "required", "multipleOf", "minimum", "maximum", "uniqueItems"),
    *("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"),
}
# Other formats mean nothing to JSON Schema, or not the same as to Kubernetes.
_FORMATS = {"date-time", "ipv4", "ipv6"}
_OPEN = ("x-kubernetes-preserve-unknown-fields", "x-kubernetes-embedded-resource")
_INT_OR_STRING = "x-kubernetes-int-or-string"


def converted(schema: Mapping[str, Any], group: str, version: str, kind: str) -> Schema:
    """The schema of one version of a kind.

    Objects take no unknown fields, save where the CRD preserves them, and beneath `anyOf`, `oneOf`, `allOf`
    and `not`, where a part only adds a rule. Raises TypeError or AttributeError for a schema of the wrong
    shape.
    """
    root = _schema(schema)
    properties = {
        **root.get("properties", {}),
        "apiVersion": {"const": f"{group}/{version}"},
        "kind": {"const": kind},
        "metadata": {"type": "object"},
    }
    closed = {} if _is_open(schema) else {"additionalProperties": False}
    return {"$schema": DRAFT, **root, "type": "object", "properties": properties, **closed}


def _schema(schema: Mapping[str, Any], *, rule: bool = False) -> Schema:
    """One schema; a `rule` is a part of a logical keyword, and stays open."""
    made = {key: value for key, value in schema.items() if key in _KEPT}
    made |= _limits(schema)
    if "pattern" in schema:
        made["pattern"] = portable(schema["pattern"])
    if schema.get("format") in _FORMATS:
        made["format"] = schema["format"]
    for key, convert in _NESTED.items():
        if key in schema:
            made[key] = convert(schema[key], rule)
    if schema.get(_INT_OR_STRING):
        made.pop("type", None)
        made.pop("anyOf", None)
        made["oneOf"] = [{"type": "string"}, {"type": "integer"}]
    elif "properties" in made and "additionalProperties" not in made and not rule:
        made["additionalProperties"] = False
    if _is_open(schema):
        made.pop("additionalProperties", None)
    return _nullable(made) if schema.get("nullable") else made


def _is_open(schema: Mapping[str, Any]) -> bool:
    return any(schema.get(mark) for mark in _OPEN)


def _limits(schema: Mapping[str, Any]) -> Schema:
    """OpenAPI's exclusive limits are flags beside the limit; JSON Schema's are the limit."""
    made: Schema = {}
    for key, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if schema.get(exclusive) is True and key in schema:
            made[exclusive] = schema[key]
    return made


def _nullable(schema: Schema) -> Schema:
    if "type" in schema:
        nulls = {"type": [schema["type"], "null"]}
        return {**schema, **nulls} | ({"enum": [*schema["enum"], None]} if "enum" in schema else {})
    return {"anyOf": [{"type": "null"}, schema]}


def _map(schemas: Mapping[str, Any], rule: bool) -> Schema:
    return {name: _schema(schema, rule=rule) for name, schema in schemas.items()}


def _rules(schemas: list[Any], _rule: bool) -> list[Schema]:
    return [_schema(schema, rule=True) for schema in schemas]


def _one(schema: Any, rule: bool) -> Any:
    return schema if isinstance(schema, bool) else _schema(schema, rule=rule)


_NESTED: Mapping[str, Callable[[Any, bool], Any]] = {
    "properties": _map,
    "items": _one,
    "additionalProperties": _one,
    "anyOf": _rules,
    "oneOf": _rules,
    "allOf": _rules,
    "not": lambda schema, _: _schema(schema, rule=True),
}
