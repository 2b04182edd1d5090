"""helmwright charts docs"""

from __future__ import annotations

from pathlib import Path

import click

from helmwright import workspace
from helmwright.charts.generate import check as outdated
from helmwright.charts.generate import drift
from helmwright.charts.source import SourceError
from helmwright.cli import chart, options
from helmwright.cli.errors import Exit
from helmwright.cli.output import report
from helmwright.cli.session import Session, pass_session
from helmwright.cli.session_options import session_options
from helmwright.cli.written import written
from helmwright.findings import Finding, Location


@click.command()
@chart.argument
@click.option(
    "--check", is_flag=True, help="Write nothing; name every file that is not current, and exit with 1."
)
@options.format_
@session_options
@pass_session
def command(session: Session, folder: Path, check: bool, format_: str) -> int:
    """Write a chart's schema, values and README table.

    The source is schema/*.yaml in the chart's folder: values.schema.json and values.yaml are made of it, and
    the table between two marks in README.md.

    \b
    Examples:
      helmwright charts docs charts/service
      helmwright charts docs --check charts/service
    """
    files = chart.read(folder)
    try:
        changes = outdated(files)
    except SourceError as error:
        finding = Finding("C101", Location(error.path, error.line), error.problem)
        return report(session, format_, (chart.placed(finding, folder),))
    if check:
        findings = tuple(chart.placed(finding, folder) for finding in drift(changes))
        return report(session, format_, findings, checked=tuple(sorted(files)))
    for change in changes:
        workspace.write(folder / change.path, change.after or b"")
    if format_ != "text":
        return report(session, format_, (), changes=changes, checked=tuple(sorted(files)))
    if not session.quiet:
        session.out(written(changes))
    return Exit.CLEAN
