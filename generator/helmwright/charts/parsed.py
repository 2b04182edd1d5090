"""A chart's templates as syntax trees."""

from __future__ import annotations

from helmwright.charts.templates.parse import Template, parse
from helmwright.charts.templates.tokens import TemplateError
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
