"""What a chart says about its values, whichever way it says it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from helmwright.charts import source as fragments
from helmwright.charts.chart import SCHEMA, VALUES
from helmwright.charts.inferred import inferred
from helmwright.charts.source import Section, Source, SourceError
from helmwright.tree import Tree


def has_fragments(chart: Tree) -> bool:
    """Whether the chart describes its values in `schema/*.yaml`."""
    return f"{fragments.FOLDER}/root.yaml" in chart


def described(chart: Tree) -> Source:
    """The chart's values: from `schema/*.yaml`, else from its values.schema.json, else from its values.yaml.

    Raises SourceError.
    """
    if has_fragments(chart):
        return fragments.read(chart)
    return _from_schema(chart[SCHEMA]) if SCHEMA in chart else inferred(chart.get(VALUES, b""))


def _from_schema(content: bytes) -> Source:
    try:
        schema: Any = json.loads(content)
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise SourceError(SCHEMA, f"not JSON: {error}", getattr(error, "lineno", 0)) from error
    if not isinstance(schema, Mapping):
        raise SourceError(SCHEMA, "the file is not a JSON object")
    definitions = {**schema.get("definitions", {}), **schema.get("$defs", {})}
    apart = {"properties", "definitions", "$defs", "$schema"}
    root = {key: value for key, value in schema.items() if key not in apart}
    return Source(root, (Section("Values", schema.get("properties", {})),), definitions)
