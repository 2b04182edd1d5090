"""A chart's templates as syntax trees."""

from __future__ import annotations

from collections.abc import Iterator

from chartwright.templates.parse import Template, parse
from helmwright.archive import ArchiveError, is_subchart, unpack
from helmwright.charts.files import ChartFileError
from helmwright.charts.template_tokens import TemplateError
from helmwright.findings import Finding, Findings, Location
from helmwright.tree import Tree

_FOLDER = "templates/"


def templates(chart: Tree) -> tuple[dict[str, Template], Findings]:
    """The chart's own templates by path, and a finding for each file that is none."""
    found: dict[str, Template] = {}
    findings: list[Finding] = []
    for path, content in chart.items():
        if path.startswith(_FOLDER):
            try:
                text = content.decode()
                found[path] = parse(path, text)
            except UnicodeDecodeError:
                findings.append(Finding("C101", Location(path), "the file is not UTF-8"))
            except TemplateError as error:
                line = text.count("\n", 0, error.at) + 1
                column = error.at - text.rfind("\n", 0, error.at)
                findings.append(Finding("C121", Location(path, line, column), error.problem))
    return found, tuple(findings)


def libraries(chart: Tree) -> Iterator[Template]:
    """The templates of the charts in charts/, whose named templates are everybody's. Raises ChartFileError."""
    for path, content in chart.items():
        if is_subchart(path):
            try:
                inside = unpack(content)
            except ArchiveError as error:
                raise ChartFileError(path, f"the archive {error}") from error
            yield from _parsable({f"{path}/{inner}": text for inner, text in inside.items()})
        elif path.startswith("charts/"):
            yield from _parsable({path: content})


def _parsable(files: Tree) -> Iterator[Template]:
    """Those that can be parsed: what is wrong with another chart is not this one's to mend."""
    for path, content in files.items():
        _, folder, name = path.rpartition("/templates/")
        found, _ = templates({f"templates/{name}": content} if folder else {})
        yield from (Template(path, template.text, template.body) for template in found.values())
