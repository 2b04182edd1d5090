"""Checks an umbrella chart's values before Helm does, so that Helm need not do it once for each alias.

Helm compiles a chart's values.schema.json again for every alias of it, which is half of what a render costs.
Here the schema is compiled once per archive. Values that follow it are rendered without it; all others,
and every chart that is not plain enough to be sure, go to Helm as they are, so that a refusal is always
Helm's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import jsonschema_rs

from helmwright.archive import ArchiveError, pack, unpack
from helmwright.render.engine import RenderRequest
from helmwright.render.reader import YamlError, documents

SCHEMA = "values.schema.json"


@dataclass(frozen=True, slots=True)
class _Vendored:
    """A vendored chart: its default values, its compiled schema, and its archive without the schema."""

    defaults: Mapping[str, Any]
    schema: Any
    archive: bytes


def prechecked(request: RenderRequest) -> RenderRequest:
    """The request without the values schemas of vendored charts if every value follows them."""
    if request.values:
        return request
    try:
        metadata = _document(request.chart["Chart.yaml"])
        values = _document(request.chart.get("values.yaml", b""))
        charts = dict(request.chart)
        for dependency in metadata.get("dependencies", ()):
            path = f"charts/{dependency['name']}-{dependency['version']}.tgz"
            vendored = _vendored(request.chart[path], dependency["name"])
            own = values.get(dependency.get("alias", dependency["name"]), {})
            if vendored is None or {"condition", "tags", "import-values"} & dependency.keys():
                return request
            if not vendored.schema.is_valid(_coalesced(vendored.defaults, own, values.get("global", {}))):
                return request
            charts[path] = vendored.archive
    except (KeyError, TypeError, AttributeError, ArchiveError, UnicodeDecodeError, YamlError):
        return request
    return replace(request, chart=charts)


def _document(content: bytes) -> Any:
    found = documents(content.decode())
    return found[0] if found and found[0] is not None else {}


@lru_cache(maxsize=16)
def _vendored(archive: bytes, name: str) -> _Vendored | None:
    """The chart in an archive; None when it has no schema of its own, or charts of its own."""
    files = unpack(archive)
    if SCHEMA not in files or any(path.startswith("charts/") for path in files):
        return None
    if _document(files["Chart.yaml"]).get("dependencies"):
        return None
    try:
        schema = jsonschema_rs.validator_for(files[SCHEMA].decode())
    except ValueError:
        return None
    rest = {path: content for path, content in files.items() if path != SCHEMA}
    return _Vendored(_document(files.get("values.yaml", b"")), schema, pack(name, rest))


def _coalesced(defaults: Mapping[str, Any], own: Mapping[str, Any], shared: Mapping[str, Any]) -> Any:
    """The values that a sub-chart sees: its defaults below the umbrella's, and the global ones.

    Raises TypeError for a null, on whose meaning Helm's versions disagree.
    """
    merged = _merged(defaults, own)
    return {**merged, "global": _merged(merged.get("global", {}), shared)}


def _merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    result = dict(base)
    for key, value in over.items():
        if value is None:
            raise TypeError("a null in values")
        below = result.get(key)
        nested = isinstance(value, Mapping) and isinstance(below, Mapping)
        result[key] = _merged(below or {}, value) if nested else value
    return result
