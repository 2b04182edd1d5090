"""All checks of a chart, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from chartwright.cases.case import Case
from chartwright.cases.renders import Engine, renders
from chartwright.lint import (
    calls,
    names,
    nulls,
    objects,
    selectors,
    values,
)
from chartwright.lint.selected import paths
from chartwright.lint.subject import Subject
from chartwright.templates.parsed import libraries, templates
from chartwright.usage.trace import trace
from chartwright.values.description import described, has_fragments, has_inferred_schema
from chartwright.values.file import duplicate_keys, values_file
from chartwright.values.inferred import inferred
from chartwright.values.source import Source, read_fragments
from chartwright.values.texts import values_texts
from helmwright.charts.files import ChartFileError, read_map
from helmwright.charts.metadata import (
    SCHEMA,
    VALUES,
    installed,
    is_library,
    metadata,
)
from helmwright.findings import Finding, Findings, Location, ordered
from helmwright.tree import Tree

CHECKS: tuple[Callable[[Subject], Iterable[Finding]], ...] = (
    values.undeclared,
    values.unused,
    nulls.nulls,
    calls.calls,
    calls.included,
    objects.twice,
    selectors.selectors,
    names.names,
    objects.api_versions,
    objects.images,
)


def lint(chart: Tree, cases: Sequence[Case], engine: Engine) -> tuple[Findings, Findings]:
    """What is wrong with the chart, placed in it; and the cases that Helm refuses, placed at their own paths.

    A chart that cannot be read as a whole is not looked at further.
    """
    try:
        subject, broken, refused = _subject(chart, cases, engine)
        found = () if broken else ordered(finding for check in CHECKS for finding in check(subject))
    except ChartFileError as error:
        duplicates = duplicate_keys(chart[VALUES]) if error.path == VALUES else ()
        return ordered(duplicates) or (Finding("C101", Location(error.path, error.line), error.problem),), ()
    if broken:
        return ordered(broken), ()
    return found, ordered(refused)


def _subject(chart: Tree, cases: Sequence[Case], engine: Engine) -> tuple[Subject, Findings, Findings]:
    """What is checked, the templates that cannot be parsed, and the cases that do not render."""
    about = metadata(chart)
    content = chart.get(VALUES, b"")
    file = values_file(content, read_map(VALUES, content, "map of values"))
    descriptions = _descriptions(chart)
    files = installed(chart)
    parsed, broken = templates(files)
    done, refused = renders(files, cases, engine) if not (broken or is_library(about)) else ((), ())
    texts = values_texts(file)
    usage = trace((*parsed.values(), *texts), libraries(files), paths(done))
    return Subject(files, about, descriptions, file, parsed, usage, done, engine), broken, refused


def _descriptions(chart: Tree) -> tuple[Source, ...]:
    """What says which values there are: schema/ alone, or values.yaml and a values.schema.json together."""
    if has_fragments(chart):
        return (read_fragments(chart),)
    own = inferred(chart.get(VALUES, b""))
    return (own, described(chart)) if SCHEMA in chart and not has_inferred_schema(chart) else (own,)
