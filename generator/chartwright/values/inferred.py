"""A description of values from a commented `values.yaml`.

The type of a value is that of its default; a null, an empty text, an empty map and the entries of a list may be
anything: charts write `nodePort: ""` for a number that is not set.
The comment right above a key describes it, in the form of helm-docs too (`# -- text`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from chartwright.values.file import root
from chartwright.values.source import Schema, Section, Source
from helmwright.charts.files import read_map
from helmwright.charts.metadata import VALUES

_COMMENT = re.compile(r"\s*#+ ?(.*)")
_TYPES = {bool: "boolean", int: "integer", float: "number", str: "string"}


def inferred(content: bytes) -> Source:
    """The description of the values in a values.yaml. Raises ChartFileError."""
    values = read_map(VALUES, content, "map of values")
    text = content.decode()
    schema = _schema(values, root(text), text.splitlines()) if values else {}
    return Source({"type": "object"}, (Section("Values", schema.get("properties", {})),), {})


def _schema(value: Any, node: Any, lines: Sequence[str]) -> dict[str, Any]:
    if isinstance(value, Mapping):
        children = {str(key.value): (key, child) for key, child in getattr(node, "value", ())}
        properties = {name: _property(name, inner, children, lines) for name, inner in value.items()}
        return {"type": "object", "properties": properties} if properties else {"type": "object"}
    if isinstance(value, list):
        return {"type": "array", "default": value}
    return {"default": value} if value in (None, "") else {"type": _TYPES[type(value)], "default": value}


def _property(name: str, value: Any, children: Mapping[str, tuple[Any, Any]], lines: Sequence[str]) -> Schema:
    key, child = children.get(name, (None, None))
    schema = _schema(value, child, lines)
    if key is not None and (text := _comment_above(key.start_mark, lines)):
        schema["description"] = text
    return schema


def _comment_above(mark: yaml.Mark, lines: Sequence[str]) -> str:
    """The text of the comment lines that end right above the mark, at its indentation."""
    above: list[str] = []
    for number in range(mark.line - 1, -1, -1):
        line = lines[number]
        comment = _COMMENT.fullmatch(line)
        if comment is None or len(line) - len(line.lstrip()) != mark.column:
            break
        above.append(comment[1].strip())
    above.reverse()
    starts = [number for number, line in enumerate(above) if line.startswith("-- ")]
    above = above[starts[-1] :] if starts else above
    return " ".join(line.removeprefix("-- ") for line in above if line and line[0] != "@")
