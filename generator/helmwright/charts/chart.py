"""What `Chart.yaml` says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright.archive import ArchiveError, chart_files
from helmwright.charts.source import SourceError
from helmwright.render.reader import YamlError, documents
from helmwright.tree import Tree

CHART = "Chart.yaml"


def metadata(chart: Tree) -> Mapping[str, Any]:
    """The content of a chart's Chart.yaml. Raises SourceError."""
    try:
        found = documents(chart.get(CHART, b"").decode())
    except UnicodeDecodeError as error:
        raise SourceError(CHART, "the file is not UTF-8") from error
    except YamlError as error:
        raise SourceError(CHART, f"not YAML: {error}", error.line) from error
    if len(found) != 1 or not isinstance(found[0], Mapping):
        raise SourceError(CHART, "the file is not one map")
    return found[0]


def installed(chart: Tree) -> dict[str, bytes]:
    """The files of a chart's folder that Helm reads: those its `.helmignore` lets through. Raises SourceError."""
    try:
        return chart_files(chart)
    except ArchiveError as error:
        raise SourceError(".helmignore", str(error)) from error
