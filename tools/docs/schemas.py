"""Reference pages of the descriptors, one for each schema: a table of the fields, then a part for each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from helmwright.descriptors.compiled import schemas as descriptor_schemas
from helmwright.jsonio.subschemas import resolved
from helmwright.layout import Kind

Schema = Mapping[str, Any]
Seen = dict[str, str]
"""The first path at which each definition was listed, so that a page lists it once."""

_WORDS = {
    "object": "map",
    "array": "list",
    "string": "text",
    "integer": "number",
    "number": "number",
    "boolean": "true or false",
}
_HEAD = ["| field | form | default | what it is |", "|---|---|---|---|"]


def schemas() -> dict[str, str]:
    """A page for each kind of descriptor."""
    return {f"{kind.value.lower()}.md": _page(kind) for kind in Kind}


def _page(kind: Kind) -> str:
    schema = descriptor_schemas()[kind]
    fields = _resolved(schema)["properties"]
    required = schema.get("required", [])
    lines = [f"# {schema['title']}", "", _text(schema["description"]), ""]
    lines += [*_example(schema["examples"][0]), *_HEAD]
    parts: list[str] = []
    seen: Seen = {}
    for name, raw in fields.items():
        rows = [_row(path, field) for path, field in _inner(raw, name, seen)]
        label = f"[`{name}`](#{name.lower()})" if rows else f"`{name}`"
        lines.append(_row(name, _resolved(raw), label + (" (required)" if name in required else "")))
        if rows:
            field = _resolved(raw)
            parts += [f"## {name}", "", _text(field["description"]), ""]
            parts += [*_example({name: field["examples"][0]}), *_HEAD, *rows, ""]
    return "\n".join([*lines, "", *parts])


def _inner(raw: Schema, path: str, seen: Seen) -> Iterator[tuple[str, Schema]]:
    """The fields below a field with their paths; of what the page has listed, or another page lists, what is added."""
    if _is_service(raw) or _is_map_of_text(raw):
        return
    if _listed(raw, seen):
        field = raw
    else:
        field = _resolved(raw)
        seen |= {raw["$ref"]: path} if "$ref" in raw else {}
    own = {name: inner for name, inner in field.get("properties", {}).items() if not _is_again(inner)}
    below = {f"{path}.{name}": inner for name, inner in own.items()}
    if isinstance(field.get("additionalProperties"), Mapping):
        below[f"{path}.<name>"] = field["additionalProperties"]
    if "items" in field:
        items = _resolved(field["items"]).get("properties", {})
        below |= {f"{path}[].{name}": inner for name, inner in items.items()}
    for name, inner in below.items():
        yield name, {**_resolved(inner), "description": _description(inner, seen)}
        yield from _inner(inner, name, seen)


def _description(raw: Schema, seen: Seen) -> str:
    text = str(_resolved(raw)["description"])
    return f"{text} Fields as in `{_listed(raw, seen)}`." if _listed(raw, seen) else text


def _listed(raw: Schema, seen: Seen) -> str:
    """Where the page has listed the fields of what this refers to; empty if nowhere, or if there are none."""
    field = _resolved(raw)
    nested = field.get("properties") or field.get("additionalProperties")
    return seen.get(raw.get("$ref", ""), "") if nested else ""


def _is_map_of_text(raw: Schema) -> bool:
    """Whether this is one of the shared maps whose entries need no row of their own: labels, annotations."""
    if not raw.get("$ref"):
        return False
    entry = _resolved({"$ref": raw["$ref"]}).get("additionalProperties")
    return isinstance(entry, Mapping) and _resolved(entry).get("type") == "string"


def _is_service(raw: Schema) -> bool:
    return str(raw.get("$ref", "")).endswith("/fields")


def _is_again(raw: Schema) -> bool:
    """Whether this is a field of the page at a second place."""
    return str(raw.get("$ref", "")).startswith("#/properties/")


def _resolved(schema: Schema) -> Schema:
    """The schema with what it refers to below its own keywords, of which the reference is one."""
    kept = {key: value for key, value in schema.items() if key == "$ref"}
    return {**resolved(schema, descriptor_schemas()[Kind.SERVICE]["$defs"]), **kept}


def _row(path: str, field: Schema, label: str = "") -> str:
    more = " Every [field of a service](service.md) may be given." if _is_service(field) else ""
    if any(map(_is_again, field.get("properties", {}).values())):
        more = " Every other field of this page may be given."
    cells = (label or f"`{path}`", _form(field), _default(field), _text(field["description"]) + more)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _form(field: Schema) -> str:
    if "const" in field:
        return f"`{field['const']}`"
    if "enum" in field:
        return " or ".join(f"`{value}`" for value in field["enum"])
    kinds = field.get("type", "object")
    if _is_map_of_text(field):
        return "map of text"
    words = " or ".join(_WORDS[kind] for kind in ([kinds] if isinstance(kinds, str) else kinds))
    bounds = "minimum" in field and "maximum" in field and words == "number"
    return f"{words} from {field['minimum']} to {field['maximum']}" if bounds else words


def _default(field: Schema) -> str:
    default = field.get("default")
    return "" if default is None else f"`{default if isinstance(default, str) else json.dumps(default)}`"


def _text(text: str) -> str:
    """The text with what would begin a tag escaped; code is shown as it is."""
    return re.sub("(`[^`]*`)|<", lambda found: found[1] or "&lt;", text)


def _example(value: Mapping[str, object]) -> list[str]:
    """The value as a person would write it: short maps on one line, text of several lines as a block."""
    lines = []
    for name, part in value.items():
        flow = None if isinstance(part, (dict, list)) and "\\n" not in json.dumps(part) else False
        lines.append(yaml.dump({name: part}, Dumper=_Dumper, sort_keys=False, default_flow_style=flow))
    return ["```yaml", "".join(lines) + "```", ""]


class _Dumper(yaml.SafeDumper):
    """Writes text of several lines as a block."""


def _represent(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _represent)
