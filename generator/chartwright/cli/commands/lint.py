"""helmwright charts lint"""

from __future__ import annotations

from pathlib import Path

import click

from chartwright.cli import chart
from chartwright.cli.trial import Trial, trying
from chartwright.cli.weights import Weight, weighed
from chartwright.lint.check import lint
from helmwright.charts.files import ChartFileError
from helmwright.cli.arguments import options
from helmwright.cli.arguments.session_options import session_options
from helmwright.cli.session import Session, pass_session
from helmwright.cli.terminal.output import report
from helmwright.cli.terminal.progress import Progress
from helmwright.findings import Finding, Location, Severity, ordered


@click.command()
@chart.argument
@trying
@click.option(
    "--severity",
    "weights",
    type=Weight(),
    multiple=True,
    metavar="CODE=SEVERITY",
    help="Count findings of a code as error, warning or info, or leave them out with off; may be given for each.",
)
@options.format_
@session_options
@pass_session
def command(
    session: Session,
    folder: Path,
    trial: Trial,
    weights: tuple[tuple[str, Severity | None], ...],
    format_: str,
) -> int:
    """Check a chart: its values, its templates and what it renders.

    Follows values through the templates, named ones included, and renders the chart with its cases. Finds values
    that are used and not declared, or declared and not used; results that depend on the cluster, the clock or
    chance; selectors that change, names that grow too long, API versions and images that will not last.

    \b
    Examples:
      helmwright charts lint charts/own
      helmwright charts lint --severity C111=warning --severity C114=off vendor/redis
      helmwright charts lint --umbrella --cases tests/charts/cases charts/service
    """
    files = chart.read(folder)
    try:
        cases = trial.cases(files, folder)
    except ChartFileError as error:
        return report(session, format_, (Finding("C101", Location(error.path, error.line), error.problem),))
    with Progress(session) as progress:
        findings, refused = lint(files, cases, trial.engine(session, progress))
    placed = (chart.placed(finding, folder) for finding in weighed(findings, dict(weights)))
    checked = tuple((folder / path).as_posix() for path in sorted(files))
    return report(session, format_, ordered((*placed, *refused)), checked=checked)
