"""A proof that one JSON Schema accepts nothing that another refuses.

It knows the keywords that CRD schemas are made of, and fails for what it does not know: no objection is a
proof, an objection is only a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]

_NOTES = {"$schema", "title", "description", "default", "definitions"}
_TYPES = {str: "string", bool: "boolean", int: "integer", type(None): "null"}
_AT_LEAST = ("minLength", "minItems", "minProperties", "minimum")
_AT_MOST = ("maxLength", "maxItems", "maxProperties", "maximum")


def objections(strict: Schema, lax: Schema, root: Schema | None = None, at: str = "") -> Iterator[str]:
    """The places where `strict` may accept what `lax` refuses. References are followed in `strict` alone."""
    root = strict if root is None else root
    if "$ref" in strict:
        strict = root["definitions"][strict["$ref"].removeprefix("#/definitions/")]
    for keyword in lax.keys() - _NOTES:
        if not _implied(keyword, strict, lax):
            yield f"{at or '/'}: {keyword} {lax[keyword]!r}"
    for name, inner in strict.get("properties", {}).items():
        outer = lax.get("properties", {}).get(name, lax.get("additionalProperties", {}))
        if outer is False:
            yield f"{at}/{name}: unknown"
        else:
            yield from objections(inner, outer, root, f"{at}/{name}")
    if isinstance(strict.get("additionalProperties"), Mapping):
        outer = lax.get("additionalProperties", {})
        yield from objections(strict["additionalProperties"], outer, root, f"{at}/*")
    if "items" in strict:
        yield from objections(strict["items"], lax.get("items", {}), root, f"{at}/[]")


def _implied(keyword: str, strict: Schema, lax: Schema) -> bool:
    wanted = lax[keyword]
    values = [strict["const"]] if "const" in strict else strict.get("enum")
    match keyword:
        case "type":
            types = {_TYPES[type(value)] for value in values} if values else {strict.get("type")}
            return types <= {wanted, "integer" if wanted == "number" else wanted}
        case "enum":
            return values is not None and all(value in wanted for value in values)
        case "pattern":
            return strict.get("pattern") == wanted or _all(values, lambda value: re.search(wanted, value))
        case "minLength" if values:
            return all(len(value) >= wanted for value in values)
        case "maxLength" if values:
            return all(len(value) <= wanted for value in values)
        case _ if keyword in _AT_LEAST:
            return keyword in strict and strict[keyword] >= wanted
        case _ if keyword in _AT_MOST:
            return keyword in strict and strict[keyword] <= wanted
        case "required":
            return set(wanted) <= set(strict.get("required", ()))
        case "additionalProperties":
            return "additionalProperties" in strict
        case "properties" | "items":
            return strict.get("type") in ("object", "array")  # compared part by part
        case "oneOf":  # of different types, so that at most one of them accepts
            given = strict.get("type")
            types = {given} if isinstance(given, str) else set(given or ())
            plain = all(part.keys() == {"type"} for part in wanted)
            return (
                plain and bool(types) and types <= {part["type"] for part in wanted} == {"integer", "string"}
            )
        case "format":
            return wanted in ("int32", "int64")  # says nothing in JSON Schema
        case _:
            return False


def _all(values: Any, test: Any) -> bool:
    return values is not None and all(map(test, values))
