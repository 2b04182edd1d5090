"""A chart's generated files from its source, and what differs from them.

The source is `schema/*.yaml`; the schema and the values are made of it. A chart without that folder is described by
its commented `values.yaml`, which is its author's, and nothing else in it is helmwright's until that is asked for:
the section between two marks in README.md, and a values.schema.json that says where it comes from.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from chartwright.docs.readme import README, described, has_section
from chartwright.docs.schema import dumps, values_schema
from chartwright.docs.values import values_yaml
from chartwright.values.description import INFERRED, has_fragments, has_inferred_schema
from chartwright.values.from_templates import accepted
from chartwright.values.inferred import inferred
from chartwright.values.source import FOLDER, Source, read_fragments
from helmwright.charts.metadata import SCHEMA, VALUES, metadata
from helmwright.findings import Finding, Findings, Location, ordered
from helmwright.tree import Action, Changes, Tree, diff

ADDABLE = ("readme", "schema")
"""What is generated only once it has been asked for."""


def generate(chart: Tree, add: Collection[str] = ()) -> dict[str, bytes]:
    """The generated files of a chart by path, from all of its files by path; `add` names what is new from now on.

    Raises `chartwright.values.source.ChartFileError`.
    """
    if has_fragments(chart):
        source = read_fragments(chart)
        generated = {SCHEMA: dumps(values_schema(source)), VALUES: values_yaml(source)}
        origin = f"{FOLDER}/"
    else:
        source = inferred(chart.get(VALUES, b""))
        wanted = "schema" in add or has_inferred_schema(chart)
        generated = {SCHEMA: _schema(source, chart)} if wanted else {}
        origin = VALUES
    readme = chart.get(README, f"# {metadata(chart).get('name', '')}\n".encode())
    if "readme" in add or has_section(readme):
        generated[README] = described(readme, source, origin)
    return generated


def check(chart: Tree, add: Collection[str] = ()) -> Changes:
    """What generating would change, nothing when the chart is current. Raises ChartFileError."""
    generated = generate(chart, add)
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


def _schema(source: Source, chart: Tree) -> bytes:
    """The schema of a chart that has only a values.yaml. Raises ChartFileError."""
    known = accepted(source, chart)
    root = {
        "title": f"Values of {metadata(chart).get('name', 'the chart')}",
        "$comment": INFERRED,
        **known.root,
    }
    return dumps(values_schema(replace(known, root=root)))
