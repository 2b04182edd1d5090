"""helmwright addons"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime

import click

from helmwright import pipeline
from helmwright.charts.package import ChartPin
from helmwright.cli import repository
from helmwright.cli.arguments.session_options import session_options
from helmwright.cli.exit_codes import Unable
from helmwright.cli.files import writer
from helmwright.cli.session import Session, pass_session
from helmwright.cli.terminal import addon_list
from helmwright.cli.terminal.columns import aligned
from helmwright.cli.terminal.output import remarks, report
from helmwright.cli.terminal.progress import Progress
from helmwright.cli.terminal.written import written
from helmwright.findings import listed
from helmwright.hints import did_you_mean
from helmwright.known import read
from helmwright.model.inputs import Inputs
from helmwright.report.json import dump
from helmwright.report.terminal import visible
from helmwright.vendoring.check import check as what_is_wrong
from helmwright.vendoring.outdated import Newest
from helmwright.vendoring.outdated import outdated as newest_of
from helmwright.vendoring.vendor import vendor as changes_of
from helmwright.writing.places import obstacles

_names = click.argument("names", metavar="[CHART]...", nargs=-1)


@click.group()
@session_options
def command() -> None:
    """Show add-ons, fetch the charts that they run, and see which have newer versions.

    \b
    Examples:
      helmwright addons list
      helmwright addons vendor
    """


@command.command()
@_names
@click.option(
    "--check", is_flag=True, help="Fetch and write nothing; exit with 1 if anything is not as it is locked."
)
@session_options
@pass_session
def vendor(session: Session, names: tuple[str, ...], check: bool) -> int:
    """Store the charts that apps name in charts/addons/.

    Each archive is stored as its authors packed it, with its digest in charts/addons/index.yaml; one that is there
    is not fetched again, and a version that is locked is never replaced. What no descriptor names any more is
    removed. A chart that cannot be had is a finding, and the others are stored. Logins are those of helm repo add,
    helm registry login and docker login.

    \b
    Examples:
      helmwright addons vendor
      helmwright addons vendor external-dns
      helmwright addons vendor --check
    """
    if check and names:
        raise click.UsageError("--check is about all charts; leave out the names")
    root = repository.root(session)
    linted = pipeline.lint(root)
    if linted.inputs is None:
        return report(session, "text", linted.findings, checked=linted.files)
    pins = _pins(linted.inputs, names)
    if check:
        return report(session, "text", what_is_wrong(root, pins))
    with Progress(session) as progress:
        changes, findings = changes_of(root, pins, names, datetime.now(UTC).date().isoformat(), progress)
    if in_the_way := obstacles(root, (change.path for change in changes)):
        return remarks(session, in_the_way)
    with writer(session, root) as writing:
        writing.apply(changes, durable=True)
    if not session.quiet:
        session.out(written(changes))
    return remarks(session, findings)


@command.command("list")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@session_options
@pass_session
def list_(session: Session, format_: str) -> int:
    """Show which add-ons run where, and which others are known.

    \b
    Examples:
      helmwright addons list
      helmwright addons list --format json | jq -r '.known[] | [.name, .summary] | @tsv'
    """
    linted = pipeline.lint(repository.root(session))
    if linted.resolved is None:
        return report(session, format_, linted.findings, checked=linted.files)
    entries = tuple(map(read.read, read.names()))
    as_shown = addon_list.as_json if format_ == "json" else addon_list.as_text
    session.out(as_shown(linted.resolved, entries))
    return 0


@command.command()
@_names
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@session_options
@pass_session
def outdated(session: Session, names: tuple[str, ...], format_: str) -> int:
    """Show which charts of others have a newer version.

    Asks the repository or registry of each chart that apps name. A pre-release is shown only to a chart that is one.
    Nothing is changed: the version in addon.yaml is yours to raise.

    \b
    Examples:
      helmwright addons outdated
      helmwright addons outdated --format json | jq '.charts[].newest'
    """
    linted = pipeline.lint(repository.root(session))
    if linted.inputs is None:
        return report(session, format_, linted.findings, checked=linted.files)
    pins = _pins(linted.inputs, names)
    with Progress(session) as progress:
        rows, findings = newest_of(pins, names, progress)
    session.out(_json(rows) if format_ == "json" else _text([row for row in rows if row.step]))
    return remarks(session, findings)


def _pins(inputs: Inputs, names: Collection[str]) -> tuple[ChartPin, ...]:
    """Every chart of others that a descriptor names. Raises Unable for a name that none has."""
    pins = tuple(pin for addon in inputs.addons for pin in addon.versions)
    known = sorted({pin.chart for pin in pins})
    for name in names:
        if name not in known:
            otherwise = f"they name {listed(known)}" if known else "none names any"
            raise Unable(f"no descriptor names a chart '{name}'", did_you_mean(name, known, otherwise))
    return pins


def _text(rows: Sequence[Newest]) -> str:
    return aligned(
        [
            (row.pin.chart, f"{row.pin.version} -> {row.version}", _step(row), visible(str(row.pin.location)))
            for row in rows
        ]
    )


def _json(rows: Sequence[Newest]) -> str:
    charts = [
        {
            "name": row.pin.chart,
            "version": row.pin.version,
            "newest": row.version,
            "step": _step(row),
            "repository": row.pin.repository,
            "path": row.pin.location.path,
            "line": row.pin.location.line,
            "column": row.pin.location.column,
        }
        for row in rows
    ]
    return dump({"charts": charts})


def _step(row: Newest) -> str:
    return row.step.name.lower()
