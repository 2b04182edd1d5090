"""Reference pages of the descriptors, one for each schema."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from helmwright.layout import Kind
from helmwright.schema import schemas as descriptor_schemas

Schema = Mapping[str, Any]


def schemas() -> dict[str, str]:
    """A page for each kind of descriptor."""
    return {f"{kind.value.lower()}.md": _page(kind) for kind in Kind}


def _page(kind: Kind) -> str:
    schema = descriptor_schemas()[kind]
    lines = [
        f"# {schema['title']}",
        "",
        f"{schema['description']} Generated from `schemas/{kind.value.lower()}.schema.json`.",
        "",
        "| field | form | default | what it is |",
        "|---|---|---|---|",
    ]
    required = schema.get("required", [])
    for path, field in _fields(schema, "", kind):
        name = f"`{path}`" + (" (required)" if path in required else "")
        lines.append(f"| {name} | {_form(field)} | {_default(field)} | {_cell(field['description'])} |")
    return "\n".join([*lines, "", "## Example", "", "```yaml", _yaml(schema["examples"][0]) + "```", ""])


def _fields(schema: Schema, prefix: str, kind: Kind) -> Iterator[tuple[str, Schema]]:
    properties = {**schema.get("properties", {}), **_referenced(schema).get("properties", {})}
    for name, raw in properties.items():
        path = f"{prefix}{name}"
        field = _resolved(raw)
        yield path, field
        if raw.get("$ref", "").endswith("/fields") and prefix == "":
            continue  # the service's own page lists them
        yield from _inner(field, path, kind)


def _inner(field: Schema, path: str, kind: Kind) -> Iterator[tuple[str, Schema]]:
    yield from _fields(field, f"{path}.", kind) if "properties" in field else ()
    extra = field.get("additionalProperties")
    if isinstance(extra, Mapping) and not extra.get("$ref", "").endswith("/fields"):
        entry = _resolved(extra)
        yield f"{path}.<name>", entry
        yield from _inner(entry, f"{path}.<name>", kind)
    items = field.get("items")
    if isinstance(items, Mapping) and "properties" in _resolved(items):
        yield from _fields(_resolved(items), f"{path}[].", kind)


def _resolved(schema: Schema) -> Schema:
    """The schema with what it refers to below its own keywords."""
    return {**_referenced(schema), **schema}


def _referenced(schema: Schema) -> Schema:
    pointer = schema.get("$ref", "").partition("#/$defs/")[2]
    found: Schema = descriptor_schemas()[Kind.SERVICE]["$defs"][pointer] if pointer else {}
    return found


def _form(field: Schema) -> str:
    if "const" in field:
        return f"`{field['const']}`"
    if "enum" in field:
        return " or ".join(f"`{value}`" for value in field["enum"])
    kinds = field.get("type", "object")
    words = {
        "object": "map",
        "array": "list",
        "string": "text",
        "integer": "number",
        "boolean": "true or false",
    }
    return " or ".join(words[kind] for kind in ([kinds] if isinstance(kinds, str) else kinds))


def _default(field: Schema) -> str:
    return f"`{_inline(field['default'])}`" if "default" in field else ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


def _inline(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _yaml(value: object) -> str:
    return yaml.safe_dump(value, sort_keys=False, allow_unicode=True)
