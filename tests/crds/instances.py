"""Values that a schema accepts, as a hypothesis strategy: enough of JSON Schema for our own CRD schemas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

Schema = Mapping[str, Any]


def instances(schema: Schema, root: Schema | None = None) -> st.SearchStrategy[Any]:
    """Any value that the schema accepts. References lead into `definitions` of the whole schema."""
    root = schema if root is None else root
    if "$ref" in schema:
        return instances(root["definitions"][schema["$ref"].removeprefix("#/definitions/")], root)
    if "anyOf" in schema:
        return st.one_of([instances(part, root) for part in schema["anyOf"]])
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    match schema["type"]:
        case list(types):
            return st.one_of([instances({**schema, "type": kind}, root) for kind in types])
        case "string":
            return _strings(schema)
        case "integer":
            return st.integers(schema.get("minimum"), schema.get("maximum"))
        case "boolean":
            return st.booleans()
        case "array":
            unique = repr if schema.get("uniqueItems") else None
            least = schema.get("minItems", 0)
            return st.lists(instances(schema["items"], root), min_size=least, max_size=3, unique_by=unique)
        case "object":
            return _objects(schema, root)
        case other:
            raise ValueError(f"no instances of type {other}")


def _strings(schema: Schema) -> st.SearchStrategy[str]:
    low, high = schema.get("minLength", 0), schema.get("maxLength", 400)
    if "pattern" in schema:
        texts = st.from_regex(
            schema["pattern"].removesuffix("$") + r"\Z" if schema["pattern"][-1] == "$" else schema["pattern"]
        )
        return texts.filter(lambda text: low <= len(text) <= high)
    return st.text(min_size=low, max_size=min(high, 30))


def _objects(schema: Schema, root: Schema) -> st.SearchStrategy[dict[str, Any]]:
    if schema["additionalProperties"] is True:
        return st.just({})
    if isinstance(schema["additionalProperties"], Mapping):
        values = instances(schema["additionalProperties"], root)
        return st.dictionaries(
            st.text(max_size=10), values, min_size=schema.get("minProperties", 0), max_size=3
        )
    parts = {name: instances(part, root) for name, part in schema["properties"].items()}
    required = {name: parts.pop(name) for name in schema.get("required", ())}
    low, high = schema.get("minProperties", 0), schema.get("maxProperties", len(schema["properties"]))
    return st.fixed_dictionaries(required, optional=parts).filter(lambda value: low <= len(value) <= high)
