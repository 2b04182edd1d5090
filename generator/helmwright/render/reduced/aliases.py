"""The charts that an umbrella chart vendors, and the values that Helm gives to each alias of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from helmwright import layout
from helmwright.archive import ArchiveError, unpack
from helmwright.charts.metadata import CHART, SCHEMA, VALUES
from helmwright.charts.values import has_null, merged
from helmwright.jsonio import json_schema
from helmwright.jsonio.json_schema import Validator
from helmwright.limits import LEAN_BYTES
from helmwright.render.engine import RenderRequest
from helmwright.yamlio.documents import documents

FOLDER = "templates/"


class _NotPlainError(Exception):
    """A chart whose meaning depends on more than is read here."""


@dataclass(frozen=True, slots=True)
class Vendored:
    """What is in a chart archive. `schema` is its compiled values schema, None without one."""

    files: Mapping[str, bytes]
    templates: Mapping[str, bytes]
    defaults: Mapping[str, Any]
    schema: Validator | None


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
class Umbrella:
    """The vendored charts of an umbrella chart, and its values, those of every alias among them, as Helm sees them."""

    charts: tuple[Subchart, ...]
    values: Mapping[str, Any]
    schema: Validator | None

    @property
    def valid(self) -> bool:
        """Whether all values follow the umbrella's schema, and those of the charts in it."""
        return all(chart.valid for chart in self.charts) and (
            self.schema is None or self.schema.is_valid(self.values)
        )


def umbrella(request: RenderRequest) -> Umbrella | None:
    """The umbrella chart that is to be rendered; None unless every chart in it and its values are plain.

    Plain is a chart without charts of its own, which is used under its name or aliases, always, and values
    without null, on whose meaning Helm's versions disagree.
    """
    try:
        return _umbrella(request)
    except (KeyError, TypeError, AttributeError, ArchiveError, ValueError, _NotPlainError):
        return None


def _umbrella(request: RenderRequest) -> Umbrella | None:
    if request.values:
        return None
    values = _document(request.chart.get(VALUES, b""))
    if has_null(values):
        return None
    shared = values.get("global", {})
    found: dict[str, list[Mapping[str, Any]]] = {}
    coalesced: dict[str, Mapping[str, Any]] = {}
    for dependency in _document(request.chart[CHART]).get("dependencies", ()):
        if {"condition", "tags", "import-values"} & dependency.keys():
            return None
        path = layout.archive(dependency["name"], dependency["version"])
        if not _is_small(request.chart[path]):
            return None
        alias = dependency.get("alias", dependency["name"])
        coalesced[alias] = _coalesced(vendored(request.chart[path]).defaults, values.get(alias, {}), shared)
        found.setdefault(path, []).append(coalesced[alias])
    if not found or found.keys() != {path for path in request.chart if path.startswith("charts/")}:
        return None
    charts = tuple(Subchart(path, request.chart[path], tuple(aliases)) for path, aliases in found.items())
    schema = _compiled(request.chart[SCHEMA]) if SCHEMA in request.chart else None
    return Umbrella(charts, {**values, **coalesced}, schema)


@lru_cache(maxsize=1024)
def _is_small(archive: bytes) -> bool:
    """Whether the chart in the archive can be kept, and packed again for every set of features."""
    return sum(map(len, unpack(archive).values())) <= LEAN_BYTES.value


@lru_cache(maxsize=16)
def vendored(archive: bytes) -> Vendored:
    """The chart in an archive. Raises one of several errors when it is not plain."""
    files = unpack(archive)
    if any(path.startswith(("charts/", "requirements.")) for path in files):
        raise _NotPlainError
    # Helm reads fields in any letters, as Go reads JSON.
    if "dependencies" in {key.casefold() for key in _document(files[CHART])}:
        raise _NotPlainError
    schema = _compiled(files[SCHEMA]) if SCHEMA in files else None
    templates = {path: content for path, content in files.items() if path.startswith(FOLDER)}
    return Vendored(files, templates, _document(files.get(VALUES, b"")), schema)


@lru_cache(maxsize=16)
def _compiled(schema: bytes) -> Validator:
    return json_schema.validator(json_schema.text(schema))


def _document(content: bytes) -> Any:
    found = documents(content.decode())
    if len(found) > 1:
        raise _NotPlainError
    return found[0] if found else {}


def _coalesced(defaults: Mapping[str, Any], own: Mapping[str, Any], shared: Mapping[str, Any]) -> Any:
    """The values that a sub-chart sees: its defaults below the umbrella's, and the global ones."""
    values = merged(defaults, own)
    return {**values, "global": merged(values.get("global", {}), shared)}
