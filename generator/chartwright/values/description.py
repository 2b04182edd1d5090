"""What a chart says about its values, whichever way it says it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chartwright.values.inferred import inferred
from chartwright.values.shaped import shaped
from chartwright.values.source import FOLDER, Section, Source, read_fragments
from helmwright.charts.files import ChartFileError
from helmwright.charts.metadata import SCHEMA, VALUES
from helmwright.jsonio import jsontext
from helmwright.tree import Tree

INFERRED = "Generated from values.yaml by helmwright charts docs."
"""What a schema says in its `$comment` that was inferred from values.yaml."""


def has_fragments(chart: Tree) -> bool:
    """Whether the chart describes its values in `schema/*.yaml`."""
    return f"{FOLDER}/root.yaml" in chart


def has_inferred_schema(chart: Tree) -> bool:
    """Whether values.schema.json was inferred from values.yaml, so that it may be written again."""
    try:
        schema = jsontext.loads(chart.get(SCHEMA, b""))
    except ValueError:
        return False
    return isinstance(schema, Mapping) and schema.get("$comment") == INFERRED


def described(chart: Tree) -> Source:
    """The chart's values: from `schema/*.yaml`, else from its values.schema.json, else from its values.yaml.

    A schema that was inferred from values.yaml says nothing more about what there is.

    Raises ChartFileError.
    """
    if has_fragments(chart):
        return read_fragments(chart)
    if SCHEMA in chart and not has_inferred_schema(chart):
        return _from_schema(chart[SCHEMA])
    return inferred(chart.get(VALUES, b""))


def _from_schema(content: bytes) -> Source:
    try:
        schema: Any = jsontext.loads(content)
    except ValueError as error:
        raise ChartFileError(SCHEMA, f"not JSON: {error}", getattr(error, "lineno", 0)) from error
    if not isinstance(schema, Mapping):
        raise ChartFileError(SCHEMA, "the file is not a JSON object")
    try:
        schema = shaped(schema)
    except ValueError as error:
        raise ChartFileError(SCHEMA, str(error)) from error
    definitions = {**schema.get("definitions", {}), **schema.get("$defs", {})}
    apart = {"properties", "definitions", "$defs", "$schema"}
    root = {key: value for key, value in schema.items() if key not in apart}
    return Source(root, (Section("Values", schema.get("properties", {})),), definitions)
