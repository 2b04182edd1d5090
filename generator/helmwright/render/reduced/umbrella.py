"""What Helm is given in place of an umbrella chart so that it works less, and renders the same objects.

Helm does three things for every alias of a vendored chart again: it compiles the values schema that the chart may
have, parses all of its templates, and executes those of features that are off. Here values are checked against
schemas that are compiled once for all umbrella charts; templates that matter are parsed once; others are left out.
Charts that are not plain enough to be sure of all that stay as they are, and so do those whose values a schema
refuses: a refusal is always Helm's own.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from helmwright.archive import pack
from helmwright.charts.metadata import SCHEMA
from helmwright.render.engine import RenderRequest
from helmwright.render.reduced.aliases import FOLDER, Subchart, umbrella, vendored
from helmwright.render.reduced.needed_files import printing
from helmwright.render.reduced.templates import hoisted
from helmwright.tree import Tree

HOISTED = f"{FOLDER}_hoisted.tpl"


def lean(request: RenderRequest) -> RenderRequest:
    """The request with less for Helm to do; the same request when that is not sure to change nothing."""
    found = umbrella(request)
    if not found or not found.valid:
        return request
    # A second chart, or the umbrella chart itself, might define or call the same named templates.
    alone = len(found.charts) == 1 and not any(path.startswith(FOLDER) for path in request.chart)
    return _with(request, (_hoisted(found.charts[0]) if alone else None) or _unchecked(found.charts))


def unchecked(request: RenderRequest) -> RenderRequest:
    """The request without the schemas that its values follow, and with every template as it is: for its refusals."""
    found = umbrella(request)
    return _with(request, _unchecked(found.charts)) if found and found.valid else request


def _with(request: RenderRequest, changes: Tree) -> RenderRequest:
    chart = {path: content for path, content in request.chart.items() if path != SCHEMA}
    return replace(request, chart={**chart, **changes})


def _hoisted(part: Subchart) -> Tree | None:
    try:
        result = hoisted(part.archive, printing(vendored(part.archive).templates, part.values))
    except ValueError:  # a template that Helm refuses, and says where
        return None
    return {part.path: result.archive, HOISTED: result.templates} if result else None


def _unchecked(parts: tuple[Subchart, ...]) -> Tree:
    return {part.path: _without_schema(part.archive) for part in parts}


@lru_cache(maxsize=16)
def _without_schema(archive: bytes) -> bytes:
    files = vendored(archive).files
    return pack("chart", {path: content for path, content in files.items() if path != SCHEMA})
