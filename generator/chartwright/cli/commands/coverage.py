"""helmwright charts coverage"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from chartwright.cases.renders import renders
from chartwright.cli import chart
from chartwright.cli.trial import Trial, trying
from chartwright.coverage.measure import Coverage, Share, measure
from chartwright.templates.parsed import templates
from chartwright.values.description import described
from helmwright.charts.files import ChartFileError
from helmwright.charts.metadata import installed, metadata
from helmwright.cli.arguments.session_options import session_options
from helmwright.cli.exit_codes import Exit, Unable
from helmwright.cli.session import Session, pass_session
from helmwright.cli.terminal.output import remarks
from helmwright.cli.terminal.progress import Progress
from helmwright.findings import ordered

_PARTS = {"leaves": "values set", "branches": "branches taken"}


class _Floor(click.ParamType):  # type: ignore[type-arg]  # click 8.2 knows none
    """A percentage for leaves or branches: `leaves=100`."""

    name = "floor"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, float]:
        part, _, number = value.partition("=")
        try:
            percent = float(number)
        except ValueError:
            percent = -1
        if part not in _PARTS or not 0 <= percent <= 100:
            self.fail(f"'{value}' is not leaves=PERCENT or branches=PERCENT", param, ctx)
        return part, percent


@click.command()
@chart.argument
@trying
@click.option(
    "--fail-under",
    "floors",
    type=_Floor(),
    multiple=True,
    metavar="PART=PERCENT",
    help="Exit with 1 when fewer leaves or branches are reached; may be given for each.",
)
@click.option(
    "--format", "format_", type=click.Choice(("text", "json")), default="text", show_default=True,
    help="Form of the report.",
)  # fmt: skip
@session_options
@pass_session
def command(
    session: Session,
    folder: Path,
    trial: Trial,
    floors: tuple[tuple[str, float], ...],
    format_: str,
) -> int:
    """Show what no case of a chart tries.

    Lists the values that no values file sets, each allowed value of an enum counting by itself, and the branches
    of templates that no render takes: a body of if, with, range or define, and the way past an if or with that
    has no else. Values are those of schema/, values.schema.json or values.yaml, the first that the chart has.

    \b
    Examples:
      helmwright charts coverage charts/own
      helmwright charts coverage --fail-under leaves=100 --fail-under branches=90 charts/own
      helmwright charts coverage --umbrella --cases tests/charts/cases charts/service
    """
    files = chart.read(folder)
    try:
        chart.renders(metadata(files), folder)
        installs = installed(files)
        parsed, broken = templates(installs)
        if broken:
            return remarks(session, ordered(chart.placed(finding, folder) for finding in broken))
        cases = trial.cases(files, folder)
        with Progress(session) as progress:
            engine = trial.engine(session, progress)
            _, refused = renders(installs, cases, engine)
            measured = None if refused else measure(installs, described(files), parsed, cases, engine)
    except ChartFileError as error:
        raise Unable(str(error)) from error
    if measured is None:
        return remarks(session, ordered(refused))
    session.out(_json(measured) if format_ == "json" else _text(measured))
    low = [part for part, floor in floors if _share(measured, part).percent < floor]
    return Exit.FINDINGS if low else Exit.CLEAN


def _share(measured: Coverage, part: str) -> Share:
    return measured.leaves if part == "leaves" else measured.branches


def _text(measured: Coverage) -> str:
    lines: list[str] = []
    for part, what in _PARTS.items():
        share = _share(measured, part)
        lines += [f"{share.percent:.1f} %: {share.reached} of {share.total} {what}"]
        lines += [f"  {missing}" for missing in share.missing]
    return "\n".join(lines) + "\n"


def _json(measured: Coverage) -> str:
    report = {
        part: {"percent": share.percent, "reached": share.reached, **asdict(share)}
        for part, share in ((part, _share(measured, part)) for part in _PARTS)
    }
    return json.dumps(report, indent=2, ensure_ascii=False) + "\n"
