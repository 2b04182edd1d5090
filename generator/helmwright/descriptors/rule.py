"""The part of a schema that a finding is about."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from helmwright.descriptors.compiled import schemas
from helmwright.layout import Kind


class Rule:
    """The schema around the keyword that refused a value."""

    def __init__(self, kind: Kind, path: list[str | int]) -> None:
        path = path[path[:1] == ["else"] :]  # what a branch says of fields is beside what they are
        own = _at(schemas()[kind], path[:-1])
        self.schema = own if own is not None else _at(schemas()[Kind.SERVICE], path[:-1]) or {}
        self.kind = kind

    def keys(self) -> list[str]:
        """The keys that are allowed, in the schema's order."""
        referenced = self._referenced(self.schema)
        return [*self.schema.get("properties", {}), *referenced.get("properties", {})]

    def description(self) -> str:
        """What the value is, in the schema's words."""
        return str(self.schema.get("description", ""))

    def example(self, name: str) -> str:
        """A line that would satisfy a missing key."""
        inherited = self._referenced(self.schema).get("properties", {})
        schema = self.schema.get("properties", {}).get(name) or inherited.get(name, {})
        examples = schema.get("examples") or self._referenced(schema).get("examples")
        return f"for example {name}: {json.dumps(examples[0], ensure_ascii=False)}" if examples else ""

    def _referenced(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        _, _, pointer = str(schema.get("$ref", "")).partition("#/")
        found = _at(schemas()[Kind.SERVICE], list(pointer.split("/"))) if pointer else None
        return found or {}


def _at(schema: Any, path: list[str | int]) -> Mapping[str, Any] | None:
    for step in path:
        if isinstance(schema, Mapping) and step in schema:
            schema = schema[step]
        else:
            return None
    return schema if isinstance(schema, Mapping) else None
