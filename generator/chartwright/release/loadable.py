"""Whether a chart is one that Helm loads, whatever its values are."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.charts.chart import Chart
from helmwright.charts.metadata import CHART, SCHEMA
from helmwright.findings import Finding, Findings, Location, ordered
from helmwright.render import closed
from helmwright.render.engine import Renderer, RenderRequest
from helmwright.render.reduced.needed_files import is_partial
from helmwright.render.reduced.templates import named
from helmwright.tree import Tree
from helmwright.yamlio.writer import emit

_VERSIONS = ("v1", "v2")


def check(chart: Chart, renderer: Renderer, folder: str) -> Findings:
    """A finding for all that keeps the chart in `folder` from being packaged."""
    return ordered(
        Finding("C201", Location(f"{folder}/{path}"), problem) for path, problem in _problems(chart, renderer)
    )


def _problems(chart: Chart, renderer: Renderer) -> Iterator[tuple[str, str]]:
    stated = chart.metadata.get("apiVersion")
    if stated not in _VERSIONS:
        yield CHART, f"its apiVersion is {stated}, not {' or '.join(_VERSIONS)}"
    request = RenderRequest(chart.name, "default", _inert(chart), "1.34")
    for failure in closed.refused(chart.files) or renderer.render(request).failures:
        yield failure.schema or failure.source.partition("/")[2] or CHART, failure.message


def _inert(chart: Chart) -> Tree:
    """The chart made so that Helm reads all of it and runs none of it.

    What Helm asks of an installation does not matter here: Kubernetes' version, the kind of chart, the values.
    Each template becomes a named one that nothing calls; a file with definitions and more is left out.
    """
    metadata = {key: value for key, value in chart.metadata.items() if key not in ("kubeVersion", "type")}
    files = {path: content for path, content in chart.files.items() if path != SCHEMA}
    for path, content in chart.files.items():
        if path.startswith("templates/") and not is_partial(path):
            files[path] = named(path, content) or b""
    return {**files, CHART: emit(metadata).encode()}
