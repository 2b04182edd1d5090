"""What the objects of renders select."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from chartwright.cases.case import NAMESPACE
from chartwright.cases.renders import Render
from helmwright.charts.metadata import CHART, SCHEMA, VALUES
from helmwright.kubernetes.manifests import Manifest
from helmwright.kubernetes.scopes import Identity, identity
from helmwright.render.reduced.needed_files import is_partial
from helmwright.tree import Tree

Selectors = Mapping[Identity, tuple[str, Any]]
"""The template's path and the selector of each object that has one."""


def paths(renders: Iterable[Render]) -> frozenset[str]:
    """The templates that render anything with a selector."""
    return frozenset(path for render in renders for path, _ in selectors_of(render.objects).values())


def selecting(chart: Tree, renders: Iterable[Render]) -> Tree:
    """The chart without what renders no selector: a render of them costs less, and may turn out to need the rest."""
    kept = paths(renders)
    files: dict[str, bytes] = {}
    for path, content in chart.items():
        if path.startswith("templates/"):
            needed = path in kept or is_partial(path) or b"define" in content
            files[path] = content if needed else b""
        elif path in (CHART, VALUES, SCHEMA) or path.startswith("charts/"):
            files[path] = content
    return files


def selectors_of(objects: tuple[tuple[str, Manifest], ...]) -> Selectors:
    """What they select, by what identifies each of them."""
    return {
        identity(manifest, NAMESPACE): (path, found)
        for path, manifest in objects
        if (found := _selector(manifest))
    }


def _selector(manifest: Manifest) -> Any:
    spec = manifest.object.get("spec")
    key = "podSelector" if manifest.kind == "NetworkPolicy" else "selector"
    return spec.get(key) if isinstance(spec, Mapping) else None
