"""A chart's generated files from its source, and what differs from them."""

from __future__ import annotations

from helmwright.charts.schema import dumps, values_schema
from helmwright.charts.source import read
from helmwright.charts.table import spliced
from helmwright.charts.values import values_yaml
from helmwright.findings import Finding, Findings, Location, ordered
from helmwright.tree import Action, Changes, Tree, diff


def generate(chart: Tree) -> dict[str, bytes]:
    """The generated files of a chart by path, from all of its files by path.

    `values.schema.json` and `values.yaml` are whole; of `README.md` only the table is generated, and a
    chart without one gets none. Raises `helmwright.charts.source.SourceError`.
    """
    source = read(chart)
    generated = {"values.schema.json": dumps(values_schema(source)), "values.yaml": values_yaml(source)}
    if "README.md" in chart:
        generated["README.md"] = spliced(chart["README.md"], source)
    return generated


def check(chart: Tree) -> Changes:
    """What generating would change, nothing when the chart is current. Raises SourceError."""
    generated = generate(chart)
    return diff({path: chart[path] for path in generated if path in chart}, generated)


def drift(changes: Changes) -> Findings:
    """A finding for every generated file that is not current."""
    words = {Action.CREATE: "is missing", Action.UPDATE: "is out of date"}
    return ordered(
        Finding(
            "C102", Location(change.path), f"the file {words[change.action]}", "run helmwright charts docs"
        )
        for change in changes
    )
