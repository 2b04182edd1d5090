"""From the source to the documented `values.yaml`.

It sets scalars, empty maps and empty lists alone: a default inside a map would be merged under what an
umbrella chart gives, and a `null` there removes it with some Helm versions and not with others.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator

from chartwright.docs.fields import Field, dotted, fields
from chartwright.values.source import (
    FOLDER,
    Schema,
    Source,
    types,
)
from helmwright.charts.files import ChartFileError

_WIDTH = 110
_EMPTY = {"object": {}, "array": [], "string": ""}


def values_yaml(source: Source) -> bytes:
    """Every top-level value with its default, below a comment that says all about it. Raises ChartFileError."""
    lines = [*_comment(f"{source.root.get('title', 'Values')}. {source.root.get('description', '')}".strip())]
    lines += _comment("Generated from schema/ by helmwright; change it there.")
    for section, listed in fields(source):
        lines += ["", f"# {section.title} ".ljust(_WIDTH, "-")]
        for name, schema in section.properties.items():
            own = [field for field in listed if field.path[0] == name]
            lines += ["", *_documented(own), f"{name}: {json.dumps(_initial(name, source.resolve(schema)))}"]
    return ("\n".join(lines) + "\n").encode()


def _documented(own: list[Field]) -> Iterator[str]:
    top, *inner = own
    yield from _comment(_text(top, ""))
    for example in top.examples:
        yield from _comment(f"Example: {example}")
    for field in inner:
        depth = len(field.path) - 1
        yield from _comment(_text(field, f"{field.path[-1]}: "), indent=2 * depth)


def _text(field: Field, label: str) -> str:
    notes = [field.type, *(["required"] if field.required else [])]
    if field.default:
        notes.append(f"default {field.default}")
    same = f" Fields as in {dotted(field.like)}." if field.like else ""
    return f"{label}({', '.join(notes)}) {field.description}{same}"


def _comment(text: str, indent: int = 0) -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent="# " + " " * indent,
        subsequent_indent="# " + " " * (indent + 4 if indent else 0),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _initial(name: str, schema: Schema) -> object:
    if "default" in schema:
        return schema["default"]
    for kind in types(schema):
        if kind in _EMPTY:
            return _EMPTY[kind]
    raise ChartFileError(FOLDER, f"{name} has no default, and its type is not object, array or string")
