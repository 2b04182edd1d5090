"""Whether a description knows a value that a template asks for."""

from __future__ import annotations

from collections.abc import Mapping

from chartwright.usage.atoms import ANY, Path
from chartwright.values.source import Schema, Source, inner_schemas, types

_SCALARS = {"string", "integer", "number", "boolean", "null"}


def knows(source: Source, path: Path) -> bool:
    """Whether the path is described, or lies where anything may be: in an empty map, below a null default."""
    found: Schema | None = source.properties.get(path[0]) if path and path[0] != ANY else {}
    for step in path[1:]:
        if found is None:
            return False
        found = _below(source.resolve(found), step)
    return found is not None


def general(source: Source, path: Path) -> Path:
    """The path with `*` for each key that the description does not name: `ports.*.containerPort`."""
    schema: Schema | None = {"properties": source.properties}
    found: list[str] = []
    for step in path:
        full = source.resolve(schema or {})
        found.append(step if step in full.get("properties", {}) else ANY)
        schema = _below(full, step)
    return tuple(found)


def _below(schema: Schema, step: str) -> Schema | None:
    """The schema of an entry; an empty one where anything may be, None where there is none."""
    properties: Mapping[str, Schema] = schema.get("properties", {})
    if step in properties:
        return properties[step]
    entry = next((inner for name, inner in inner_schemas(schema) if name not in properties), None)
    if entry is not None:
        return entry
    if step != ANY and properties and schema.get("additionalProperties") is not True:
        return None
    is_scalar = bool(types(schema)) and set(types(schema)) <= _SCALARS
    return None if is_scalar else {}
