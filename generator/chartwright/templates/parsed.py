"""A chart's templates as syntax trees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chartwright.templates.parse import Template, parse
from helmwright.archive import ArchiveError, is_subchart, unpack
from helmwright.charts.files import ChartFileError
from helmwright.charts.template_tokens import TemplateError
from helmwright.findings import Finding, Findings, Location
from helmwright.limits import TEMPLATES_BYTES
from helmwright.tree import Tree

_FOLDER = "templates/"


def templates(chart: Tree) -> tuple[dict[str, Template], Findings]:
    """The chart's own templates by path, and a finding for each file that is none.

    Raises ChartFileError for more than TEMPLATES_BYTES of them.
    """
    found: dict[str, Template] = {}
    findings: list[Finding] = []
    for path, content in _few((path, content) for path, content in chart.items() if path.startswith(_FOLDER)):
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
    """The templates of the charts in charts/, whose named templates are everybody's.

    One that cannot be parsed is left out: what is wrong with another chart is not this one's to mend. Raises
    ChartFileError, also for more than TEMPLATES_BYTES of them.
    """
    for path, content in _few(_in_charts(chart)):
        found, _ = templates({_FOLDER + path.rpartition(f"/{_FOLDER}")[2]: content})
        yield from (Template(path, template.text, template.body) for template in found.values())


def _in_charts(chart: Tree) -> Iterator[tuple[str, bytes]]:
    for path, content in chart.items():
        files = {path: content}
        if is_subchart(path):
            try:
                files = {f"{path}/{inner}": text for inner, text in unpack(content).items()}
            except ArchiveError as error:
                raise ChartFileError(path, f"the archive {error}") from error
        if path.startswith("charts/"):
            yield from (file for file in files.items() if f"/{_FOLDER}" in file[0])


def _few(files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    left = TEMPLATES_BYTES.value
    for path, content in files:
        left -= len(content)
        if left < 0:
            raise ChartFileError(
                path, f"with it there are more than {TEMPLATES_BYTES.value:,} bytes of templates"
            )
        yield path, content
