"""helmwright charts docs"""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import click

from chartwright.cli import chart
from chartwright.docs.generate import ADDABLE, drift, generate
from chartwright.docs.generate import check as outdated
from chartwright.values.description import has_fragments, has_inferred_schema
from helmwright.charts.files import ChartFileError
from helmwright.charts.metadata import SCHEMA
from helmwright.cli.arguments import options
from helmwright.cli.arguments.session_options import session_options
from helmwright.cli.exit_codes import Exit, Unable
from helmwright.cli.files import into
from helmwright.cli.session import Session, pass_session
from helmwright.cli.terminal.output import report
from helmwright.cli.terminal.written import written
from helmwright.findings import Finding, Location


@click.command()
@chart.argument
@click.option(
    "--check", is_flag=True, help="Write nothing; name every file that is not current, and exit with 1."
)
@click.option(
    "--add",
    type=click.Choice(ADDABLE),
    multiple=True,
    help="Begin to generate this in a chart that has only a values.yaml; may be given again.",
)
@options.format_
@session_options
@pass_session
def command(session: Session, folder: Path, check: bool, add: tuple[str, ...], format_: str) -> int:
    """Write a chart's schema, values and README table.

    With the folder schema/ in the chart, values.schema.json and values.yaml are made of it. Without one, the
    commented values.yaml is the source, and only what --add has begun is generated: a table between two marks
    in README.md, or a values.schema.json that refuses unknown values. What you wrote yourself is never changed.

    \b
    Examples:
      helmwright charts docs charts/service
      helmwright charts docs --add readme --add schema charts/own
      helmwright charts docs --check charts/own
    """
    # What an interrupted run had begun is finished before the chart is read.
    with nullcontext() if check else into(session, folder) as there:
        files = chart.read(folder)
        if "schema" in add and SCHEMA in files and not (has_fragments(files) or has_inferred_schema(files)):
            raise Unable(f"helmwright did not write {folder / SCHEMA}", "move it away to have one generated")
        try:
            changes = outdated(files, add)
        except ChartFileError as error:
            finding = Finding("C101", Location(error.path, error.line), error.problem)
            return report(session, format_, (chart.placed(finding, folder),))
        if there is None:
            findings = tuple(chart.placed(finding, folder) for finding in drift(changes))
            return report(session, format_, findings, checked=tuple(sorted(files)))
        if not generate(files, add):
            session.note("nothing in this chart is generated; --add begins with it")
        in_the_way = there.apply(changes)
    if in_the_way:
        return report(session, format_, in_the_way)
    if format_ != "text":
        return report(session, format_, (), changes=changes, checked=tuple(sorted(files)))
    if not session.quiet:
        session.out(written(changes))
    return Exit.CLEAN
