"""What a chart takes that has only a values.yaml, as its templates and its dependencies show.

A map takes what values.yaml has in it and what templates ask it for. One that they take as a whole takes any key: it
is printed, ranged over, or handed to what cannot be followed. Nothing says there of which type the next value is.
What the chart's own cases set is taken, of whatever type it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chartwright.cases.case import case_files, read_cases
from chartwright.templates.parsed import libraries, templates
from chartwright.usage.atoms import ANY, Path
from chartwright.usage.trace import trace
from chartwright.usage.uses import Uses
from chartwright.values.dependencies import conditions, imports, sub_charts
from chartwright.values.source import Schema, Section, Source
from helmwright.charts.files import ChartFileError
from helmwright.charts.metadata import installed, metadata
from helmwright.tree import Tree


def accepted(source: Source, chart: Tree) -> Source:
    """The description of values.yaml with room for all that the chart takes. Raises ChartFileError."""
    about, files = metadata(chart), installed(chart)
    parsed, broken = templates(files)
    for finding in broken:
        raise ChartFileError(finding.location.path, finding.message, finding.location.line)
    usage = trace(parsed.values(), libraries(files))
    asked = {**dict.fromkeys(conditions(about), False), **usage.uses, **dict.fromkeys(imports(about), True)}
    values = _map({"properties": source.properties}, Uses(asked), ())
    for case in read_cases(case_files(chart)):
        values = _taking(values, case.values)
    others = sub_charts(about, files)
    ours: dict[str, Schema] = {"enabled": {"type": "boolean"}, **values["properties"]}
    theirs = {name: {"type": "object"} for name in sorted({*others, "global", *(["tags"] if others else [])})}
    is_open = usage.everything or "additionalProperties" in values
    root = {**source.root, **({"additionalProperties": True} if is_open else {})}
    return Source(root, (Section("Values", {**ours, **theirs}),), source.definitions)


_TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (Mapping,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
}


def _taking(schema: Schema, value: Any) -> dict[str, Any]:
    """The schema without the types that refuse the value, or something in it."""
    wanted = schema.get("type")
    if value is None:
        return dict(schema)
    if wanted and not (
        isinstance(value, _TYPES[wanted]) and isinstance(value, bool) == (wanted == "boolean")
    ):
        return {key: part for key, part in schema.items() if key not in ("type", "properties")}
    known = schema.get("properties", {})
    properties = {name: _taking(part, value[name]) if name in value else part for name, part in known.items()}
    return {**schema, "properties": properties} if known else dict(schema)


def _map(schema: Schema, uses: Uses, path: Path) -> dict[str, Any]:
    """The schema of a map with properties; it says that it is open where it is."""
    asked = uses.keys(path)
    is_open = ANY in asked or uses.print(path)
    properties = {
        name: _property(inner, uses, (*path, name), of_open=is_open)
        for name, inner in schema["properties"].items()
    }
    more: dict[str, Schema] = {key: {} for key in sorted(asked - properties.keys() - {ANY})}
    return {
        **schema,
        "properties": {**properties, **more},
        **({"additionalProperties": True} if is_open else {}),
    }


def _property(schema: Schema, uses: Uses, path: Path, *, of_open: bool) -> Mapping[str, Any]:
    if "properties" in schema:
        return _map(schema, uses, path)
    is_scalar = schema.get("type") not in ("object", "array")
    if of_open and is_scalar:
        return {key: value for key, value in schema.items() if key != "type"}
    return schema
