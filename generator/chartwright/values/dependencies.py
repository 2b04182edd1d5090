"""What Chart.yaml says about the charts that a chart brings along, as far as its own values are concerned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from chartwright.usage.atoms import Path
from helmwright.tree import Tree


def sub_charts(metadata: Mapping[str, Any], files: Tree) -> frozenset[str]:
    """The names under which values go to other charts."""
    stated = _dependencies(metadata)
    named = {str(entry.get(key)) for entry in stated for key in ("name", "alias") if entry.get(key)}
    unpacked = {path.split("/")[1] for path in files if path.startswith("charts/") and path.count("/") > 1}
    return frozenset(named | unpacked)


def conditions(metadata: Mapping[str, Any]) -> frozenset[Path]:
    """The values that decide whether there is a sub-chart."""
    stated = (str(entry.get("condition", "")) for entry in _dependencies(metadata))
    return frozenset(tuple(path.strip().split(".")) for text in stated for path in text.split(",") if text)


def imports(metadata: Mapping[str, Any]) -> frozenset[Path]:
    """The maps that Helm adds values of sub-charts to; an empty path is all of the values."""
    return frozenset(
        _path(str(imported.get("parent", "")) if isinstance(imported, Mapping) else "")
        for entry in _dependencies(metadata)
        for imported in entry.get("import-values") or ()
    )


def _dependencies(metadata: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from metadata.get("dependencies") or ()


def _path(text: str) -> Path:
    return tuple(step for step in text.split(".") if step)
