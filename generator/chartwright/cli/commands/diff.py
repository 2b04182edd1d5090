"""helmwright charts diff"""

from __future__ import annotations

import click

from chartwright.cli import chart, comparison
from chartwright.cli.trial import Trial, trying
from chartwright.diff.compare import compare
from chartwright.diff.impact import Impact
from helmwright.charts.files import ChartFileError
from helmwright.charts.metadata import metadata
from helmwright.cli.arguments.session_options import session_options
from helmwright.cli.exit_codes import Exit, Unable
from helmwright.cli.session import Session, pass_session
from helmwright.cli.terminal.output import remarks
from helmwright.cli.terminal.progress import Progress

_FAILURES = {impact.word: impact for impact in Impact if impact is not Impact.NOTHING}


@click.command()
@click.argument("old")
@click.argument("new")
@trying
@click.option(
    "--fail-on",
    type=click.Choice([*_FAILURES]),
    help="Exit with 1 when something has this impact or a greater one.",
)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@session_options
@pass_session
def command(
    session: Session,
    old: str,
    new: str,
    trial: Trial,
    fail_on: str | None,
    format_: str,
) -> int:
    """Show what another version of a chart does to a cluster.

    Each is a folder, an archive, or a release of this repository such as service-0.1.0. Every case is rendered
    with both. What differs is metadata alone, added, updated in place, removed, a restart of pods, or breaking:
    refused by the API server, refused by the new schema, or a loss of data.

    \b
    Examples:
      helmwright charts diff service-0.1.0 charts/service
      helmwright charts diff old.tgz new.tgz --cases values --fail-on restart
    """
    before, place = chart.load_named(session, old), session.start / new
    if place.is_dir():
        own, after = chart.opened(place)
    else:
        after = chart.load_named(session, new)
        own = after.files
    chart.renders(metadata(after.files), new)
    try:
        tried = trial.cases(own, place)
    except ChartFileError as error:
        raise Unable(str(error)) from error
    with Progress(session) as progress:
        found = compare(before, after, tried, trial.engine(session, progress))
    session.out(comparison.json(found) if format_ == "json" else comparison.text(found))
    code = remarks(session, found.useless(new))
    failed = fail_on is not None and found.impact >= _FAILURES[fail_on]
    return Exit.FINDINGS if failed else code
