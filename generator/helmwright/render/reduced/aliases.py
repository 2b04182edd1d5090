"""The charts that an umbrella chart vendors, and the values that Helm gives to each alias of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from helmwright.archive import ArchiveError, unpack
from helmwright.charts.values import has_null, merged
from helmwright.jsonio import json_schema
from helmwright.jsonio.json_schema import Validator
from helmwright.limits import LEAN_BYTES
from helmwright.render.engine import RenderRequest
from helmwright.yamlio.documents import documents

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


def subcharts(request: RenderRequest) -> tuple[Subchart, ...]:
    """The vendored charts of an umbrella chart, none unless every one and its values are plain.

    Plain is a chart without charts of its own, which is used under its name or aliases, always, and values
    without null, on whose meaning Helm's versions disagree.
    """
    try:
        return _subcharts(request)
    except (KeyError, TypeError, AttributeError, ArchiveError, ValueError, _NotPlainError):
        return ()


def _subcharts(request: RenderRequest) -> tuple[Subchart, ...]:
    if request.values:
        return ()
    values = _document(request.chart.get(VALUES, b""))
    if has_null(values):
        return ()
    shared = values.get("global", {})
    found: dict[str, list[Mapping[str, Any]]] = {}
    for dependency in _document(request.chart["Chart.yaml"]).get("dependencies", ()):
        if {"condition", "tags", "import-values"} & dependency.keys():
            return ()
        path = f"charts/{dependency['name']}-{dependency['version']}.tgz"
        if not _is_small(request.chart[path]):
            return ()
        own = values.get(dependency.get("alias", dependency["name"]), {})
        found.setdefault(path, []).append(_coalesced(vendored(request.chart[path]).defaults, own, shared))
    if found.keys() != {path for path in request.chart if path.startswith("charts/")}:
        return ()
    return tuple(Subchart(path, request.chart[path], tuple(aliases)) for path, aliases in found.items())


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
    if "dependencies" in {key.casefold() for key in _document(files["Chart.yaml"])}:
        raise _NotPlainError
    try:
        schema = json_schema.validator(json_schema.text(files[SCHEMA])) if SCHEMA in files else None
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
