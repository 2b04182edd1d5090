"""What `Chart.yaml` says, and what the files of a chart are called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from helmwright.archive import ArchiveError, chart_files
from helmwright.charts.files import ChartFileError, read_map
from helmwright.tree import Tree

CHART, SCHEMA, VALUES = "Chart.yaml", "values.schema.json", "values.yaml"
REQUIREMENTS = "requirements.yaml"
_TEXT = object()
_ANY_TEXTS: Mapping[str, Any] = {}
_IMPORTED = object()
_MAINTAINER = dict.fromkeys(("name", "email", "url"), _TEXT)
_DEPENDENCY = {
    **dict.fromkeys(("name", "version", "repository", "condition", "alias", "enabled"), _TEXT),
    "tags": [_TEXT],
    "import-values": [_IMPORTED],
}
_FIELDS: Mapping[str, Any] = {
    **dict.fromkeys(("apiVersion", "name", "version", "kubeVersion", "description", "type", "home"), _TEXT),
    **dict.fromkeys(("icon", "appVersion", "deprecated", "condition", "tags"), _TEXT),
    "keywords": [_TEXT],
    "sources": [_TEXT],
    "maintainers": [_MAINTAINER],
    "dependencies": [_DEPENDENCY],
    "annotations": _ANY_TEXTS,
}
"""What Helm reads, and in which shape: https://github.com/helm/helm/blob/main/pkg/chart/v2/metadata.go"""
_HELMS = {field.casefold(): field for field in _FIELDS}
_DOCUMENT = re.compile(rb"^---.*$", re.MULTILINE)
_SAYS = re.compile(rb"^[ \t]*[^#\s]", re.MULTILINE)


def metadata(chart: Tree) -> Mapping[str, Any]:
    """What Helm reads in a chart's Chart.yaml, each field in its shape.

    Raises ChartFileError, for a field in another shape, or in other letters than Helm's, too.

    Helm takes `Dependencies` for `dependencies`, as Go reads JSON, and no other reader does.
    """
    stated = read_map(CHART, chart.get(CHART, b""))
    if not stated:
        raise ChartFileError(CHART, "the file is empty")
    for key in stated:
        if (field := _HELMS.get(key.casefold(), key)) != key:
            raise ChartFileError(CHART, f"Helm reads {key} as {field}; write {field}")
    found: Mapping[str, Any] = _said("", stated, _FIELDS)
    return found


def _said(place: str, value: Any, shape: Any) -> Any:
    """What Helm reads of the value: no null, which says nothing, and no field that it does not know."""
    if shape is _IMPORTED:
        shape = _ANY_TEXTS if isinstance(value, Mapping) else _TEXT
    if isinstance(shape, Mapping) and isinstance(value, Mapping):
        return {
            key: _said(f"{place}.{key}" if place else key, inner, shape.get(key, _TEXT))
            for key, inner in value.items()
            if inner is not None and (key in shape or shape is _ANY_TEXTS)
        }
    if isinstance(shape, list) and isinstance(value, list):
        return [_said(f"{place}[{number}]", inner, shape[0]) for number, inner in enumerate(value)]
    if shape is _TEXT and value is not None and not isinstance(value, Mapping | list):
        return value
    wanted = (
        "a map" if isinstance(shape, Mapping) else "a list" if isinstance(shape, list) else "a plain value"
    )
    raise ChartFileError(CHART, f"{place} is not {wanted}")


def is_library(metadata: Mapping[str, Any]) -> bool:
    """Whether the chart renders nothing itself, and its named templates have the values of whoever includes them."""
    return metadata.get("type") == "library"


def check_one_meaning(chart: Tree) -> None:
    """Raises ChartFileError for a chart whose metadata or values Helm's versions, or other readers, see differently."""
    metadata(chart)
    if read_map(REQUIREMENTS, chart.get(REQUIREMENTS, b"")).keys() - {"dependencies"}:
        raise ChartFileError(
            REQUIREMENTS, "Helm takes its fields for those of Chart.yaml; keep dependencies alone"
        )
    if sum(bool(_SAYS.search(part)) for part in _DOCUMENT.split(chart.get(VALUES, b""))) > 1:
        raise ChartFileError(
            VALUES, "Helm's versions read the first document alone, or merge them; write one"
        )


def installed(chart: Tree) -> dict[str, bytes]:
    """The files of a chart's folder that Helm reads: those its `.helmignore` lets through. Raises ChartFileError."""
    try:
        return chart_files(chart)
    except ArchiveError as error:
        raise ChartFileError(CHART, f"the folder {error}") from error
