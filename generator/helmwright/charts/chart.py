"""What `Chart.yaml` says, and what the files of a chart are called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from helmwright.archive import ArchiveError, chart_files
from helmwright.charts import mapping
from helmwright.charts.source import SourceError
from helmwright.tree import Tree

CHART, SCHEMA, VALUES = "Chart.yaml", "values.schema.json", "values.yaml"
REQUIREMENTS = "requirements.yaml"
_FIELDS = (
    "apiVersion", "name", "version", "kubeVersion", "description", "type", "keywords", "home", "sources",
    "dependencies", "maintainers", "icon", "appVersion", "deprecated", "annotations", "condition", "tags",
)  # fmt: skip
"""https://github.com/helm/helm/blob/main/pkg/chart/v2/metadata.go"""
_HELMS = {field.casefold(): field for field in _FIELDS}
_DOCUMENT = re.compile(rb"^---.*$", re.MULTILINE)
_SAYS = re.compile(rb"^[ \t]*[^#\s]", re.MULTILINE)


def metadata(chart: Tree) -> Mapping[str, Any]:
    """The content of a chart's Chart.yaml. Raises SourceError, for a field in other letters than Helm's too.

    Helm takes `Dependencies` for `dependencies`, as Go reads JSON, and no other reader does.
    """
    stated = mapping.read(CHART, chart.get(CHART, b""))
    if not stated:
        raise SourceError(CHART, "the file is empty")
    for key in stated:
        if (field := _HELMS.get(key.casefold(), key)) != key:
            raise SourceError(CHART, f"Helm reads {key} as {field}; write {field}")
    return stated


def check_one_meaning(chart: Tree) -> None:
    """Raises SourceError for a chart whose metadata or values Helm's versions, or other readers, see differently."""
    metadata(chart)
    if mapping.read(REQUIREMENTS, chart.get(REQUIREMENTS, b"")).keys() - {"dependencies"}:
        raise SourceError(
            REQUIREMENTS, "Helm takes its fields for those of Chart.yaml; keep dependencies alone"
        )
    if sum(bool(_SAYS.search(part)) for part in _DOCUMENT.split(chart.get(VALUES, b""))) > 1:
        raise SourceError(VALUES, "Helm's versions read the first document alone, or merge them; write one")


def installed(chart: Tree) -> dict[str, bytes]:
    """The files of a chart's folder that Helm reads: those its `.helmignore` lets through. Raises SourceError."""
    try:
        return chart_files(chart)
    except ArchiveError as error:
        raise SourceError(CHART, f"the folder {error}") from error
