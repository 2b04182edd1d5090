"""What `Chart.yaml` says, and what the files of a chart are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright.archive import ArchiveError, chart_files
from helmwright.charts import mapping
from helmwright.charts.source import SourceError
from helmwright.tree import Tree

CHART, SCHEMA, VALUES = "Chart.yaml", "values.schema.json", "values.yaml"


def metadata(chart: Tree) -> Mapping[str, Any]:
    """The content of a chart's Chart.yaml. Raises SourceError."""
    stated = mapping.read(CHART, chart.get(CHART, b""))
    if not stated:
        raise SourceError(CHART, "the file is empty")
    return stated


def installed(chart: Tree) -> dict[str, bytes]:
    """The files of a chart's folder that Helm reads: those its `.helmignore` lets through. Raises SourceError."""
    try:
        return chart_files(chart)
    except ArchiveError as error:
        raise SourceError(".helmignore", str(error)) from error
