"""The values that a chart's `values.schema.json` refused, from Helm's report: a heading for each chart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helmwright.kubernetes.schema_errors import violations
from helmwright.render.engine import RenderFailure

REFUSED = "values don't meet the specifications of the schema(s)"

_CHART = re.compile(r"(\S+):")


def refusals(report: str, chart: str) -> tuple[RenderFailure, ...]:
    """One failure for each refused value, sorted: Helm's own order changes from run to run.

    `chart` is the umbrella chart's name; a sub-chart's values are named from its alias down. A schema that
    is itself wrong is one failure for its chart.
    """
    found: set[RenderFailure] = set()
    for name, lines in _sections(report):
        prefix = () if name == chart else (name,)
        refused = violations(lines)
        if refused is None:
            refused = [((), f"values.schema.json cannot be used: {lines[0]}")]
        found.update(RenderFailure(text, values_path=".".join(prefix + keys)) for keys, text in refused)
    return tuple(sorted(found, key=lambda failure: (failure.values_path, failure.message)))


def _sections(report: str) -> Iterator[tuple[str, list[str]]]:
    """Each chart's name and the lines about it."""
    name, lines = "", list[str]()
    for line in report.splitlines()[1:]:
        if heading := _CHART.fullmatch(line):
            if lines:
                yield name, lines
            name, lines = heading[1], []
        elif line.strip():
            lines.append(line)
    if lines:
        yield name, lines
