"""What is in an umbrella chart: its values, the charts it vendors, and the values that Helm gives to each alias."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import jsonschema_rs

from helmwright.archive import ArchiveError, unpack
from helmwright.render.engine import RenderRequest
from helmwright.render.reader import YamlError, documents
from helmwright.render.values import has_null, merged

FOLDER = "templates/"
SCHEMA = "values.schema.json"
VALUES = "values.yaml"


class _NotPlainError(Exception):
    """A chart whose meaning depends on more than is read here."""


@dataclass(frozen=True, slots=True)
class Vendored:
    """What is in a chart archive. `schema` is its compiled values schema, None without one."""

    files: Mapping[str, bytes]
    templates: Mapping[str, bytes]
    defaults: Mapping[str, Any]
    schema: Any


@dataclass(frozen=True, slots=True)
class Subchart:
    """A vendored chart: its path in the umbrella chart, its archive, and the values of each of its aliases."""

    path: str
    archive: bytes
    values: tuple[Mapping[str, Any], ...]

    @property
    def valid(self) -> bool:
        """Whether all values follow the chart's schema."""
        schema = vendored(self.archive).schema
        return schema is None or all(map(schema.is_valid, self.values))


@dataclass(frozen=True, slots=True)
class Plain:
    """An umbrella chart whose meaning is known here: its values, and the charts that it vendors."""

    values: Mapping[str, Any]
    subcharts: tuple[Subchart, ...]


def plain(request: RenderRequest) -> Plain | None:
    """The umbrella chart of a request, None unless every chart in it and its values are plain.

    Plain is a chart without charts of its own, which is used under its name or aliases, always, and values
    without null, on whose meaning Helm's versions disagree.
    """
    try:
        return _plain(request)
    except (KeyError, TypeError, AttributeError, ArchiveError, UnicodeDecodeError, YamlError, _NotPlainError):
        return None


def _plain(request: RenderRequest) -> Plain | None:
    values = _document(request.chart.get(VALUES, b""))
    if request.values or has_null(values):
        return None
    shared = values.get("global", {})
    found: dict[str, list[Mapping[str, Any]]] = {}
    for dependency in _document(request.chart["Chart.yaml"]).get("dependencies", ()):
        if {"condition", "tags", "import-values"} & dependency.keys():
            return None
        path = f"charts/{dependency['name']}-{dependency['version']}.tgz"
        own = values.get(dependency.get("alias", dependency["name"]), {})
        found.setdefault(path, []).append(_coalesced(vendored(request.chart[path]).defaults, own, shared))
    if not found or found.keys() != {path for path in request.chart if path.startswith("charts/")}:
        return None
    parts = (Subchart(path, request.chart[path], tuple(aliases)) for path, aliases in found.items())
    return Plain(values, tuple(parts))


@lru_cache(maxsize=16)
def vendored(archive: bytes) -> Vendored:
    """The chart in an archive. Raises one of several errors when it is not plain."""
    files = unpack(archive)
    if any(path.startswith("charts/") for path in files) or _document(files["Chart.yaml"]).get(
        "dependencies"
    ):
        raise _NotPlainError
    try:
        schema = jsonschema_rs.validator_for(files[SCHEMA].decode()) if SCHEMA in files else None
    except ValueError as error:
        raise _NotPlainError from error
    templates = {path: content for path, content in files.items() if path.startswith(FOLDER)}
    return Vendored(files, templates, _document(files.get(VALUES, b"")), schema)


def _document(content: bytes) -> Any:
    found = documents(content.decode())
    if len(found) > 1:
        raise _NotPlainError
    return found[0] if found else {}


def _coalesced(defaults: Mapping[str, Any], own: Mapping[str, Any], shared: Mapping[str, Any]) -> Any:
    """The values that a sub-chart sees: its defaults below the umbrella's, and the global ones."""
    values = merged(defaults, own)
    return {**values, "global": merged(values.get("global", {}), shared)}
