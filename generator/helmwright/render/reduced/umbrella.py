"""What Helm is given in place of an umbrella chart so that it works less, and renders the same objects.

Helm does three things for every alias of a vendored chart again: it compiles the chart's values schema, parses all
of its templates, and executes those of features that are off. Here values are checked against a schema that is
compiled once; templates that matter are parsed once; others are left out. Charts that are not plain enough to be
sure of all that stay as they are, and so do those whose values the schema refuses: a refusal is always Helm's own.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from helmwright.archive import pack
from helmwright.render.engine import RenderRequest
from helmwright.render.reduced.aliases import (
    FOLDER,
    SCHEMA,
    Subchart,
    subcharts,
    vendored,
)
from helmwright.render.reduced.needed_files import printing
from helmwright.render.reduced.templates import hoisted
from helmwright.tree import Tree

HOISTED = f"{FOLDER}_hoisted.tpl"


def lean(request: RenderRequest) -> RenderRequest:
    """The request with less for Helm to do; the same request when that is not sure to change nothing."""
    parts = subcharts(request)
    if not parts or not all(part.valid for part in parts):
        return request
    # A second chart, or the umbrella chart itself, might define or call the same named templates.
    alone = len(parts) == 1 and not any(path.startswith(FOLDER) for path in request.chart)
    changes = (_hoisted(parts[0]) if alone else None) or _unchecked(parts)
    return replace(request, chart={**request.chart, **changes})


def _hoisted(part: Subchart) -> Tree | None:
    result = hoisted(part.archive, printing(vendored(part.archive).templates, part.values))
    return {part.path: result.archive, HOISTED: result.templates} if result else None


def _unchecked(parts: tuple[Subchart, ...]) -> Tree:
    return {part.path: _without_schema(part.archive) for part in parts}


@lru_cache(maxsize=16)
def _without_schema(archive: bytes) -> bytes:
    files = vendored(archive).files
    return pack("chart", {path: content for path, content in files.items() if path != SCHEMA})
