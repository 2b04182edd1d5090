"""helmwright charts release"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click

from chartwright.cli import chart
from chartwright.cli.trial import Trial, trying
from chartwright.diff.compare import compare
from chartwright.release import changelog, loadable
from chartwright.release.verdict import judge, prepared
from helmwright.charts.files import ChartFileError, decoded
from helmwright.charts.metadata import CHART
from helmwright.charts.releases import Store, StoreError
from helmwright.cli.arguments.session_options import session_options
from helmwright.cli.exit_codes import Exit, Unable
from helmwright.cli.files import Into, into, preparing
from helmwright.cli.session import Session, pass_session
from helmwright.cli.terminal.output import remarks
from helmwright.cli.terminal.progress import Progress
from helmwright.disk import Folder
from helmwright.findings import failed, ordered
from helmwright.tree import Changes, diff, digest
from helmwright.writing.writer import unfinished

_STORE = "releases"


@click.command()
@chart.argument
@trying
@click.option(
    "--check", is_flag=True, help="Write nothing; exit with 1 when the chart could not be released as it is."
)
@session_options
@pass_session
def command(
    session: Session,
    folder: Path,
    trial: Trial,
    check: bool,
) -> int:
    """Store a chart under its next version, for good.

    Compares the chart with its latest release, as charts diff does, and gives it the next version that its
    changes ask for: a patch for metadata, a minor one for what restarts pods or is added. A major one has to
    stand in Chart.yaml already. Writes the changelog's entries into Chart.yaml for Artifact Hub, and the
    archive into releases/ beside the chart's folder, with its files and an index of all digests.

    \b
    Examples:
      helmwright charts release charts/service --cases tests/values
      helmwright charts release --check charts/service
    """
    base = chart.beside(folder)
    if check:
        between = unfinished(preparing(base))
        return remarks(session, between) or _release(session, folder, trial, None)
    with into(session, base) as there:
        return _release(session, folder, trial, there)


def _release(session: Session, folder: Path, trial: Trial, there: Into | None) -> int:
    """Stores the chart through `there`; without it only says whether that could be done."""
    files, found = chart.opened(folder)
    try:
        notes = decoded((folder / changelog.PATH).as_posix(), files.get(changelog.PATH, b""))
        tried = trial.cases(files, folder)
    except ChartFileError as error:
        raise Unable(str(error)) from error
    place = folder.as_posix()
    releases = chart.beside(folder) / _STORE
    store = Store(_stored(chart.beside(folder)))
    try:
        changed = store.check(releases.as_posix())
    except StoreError as error:
        raise Unable(f"{releases.as_posix()}/{error}") from error
    if failed(changed):
        return remarks(session, changed)
    with Progress(session) as progress:
        engine = trial.engine(session, progress)
        comparing = partial(compare, cases=tried, engine=engine)
        verdict = judge(found, store, notes, comparing, place, bump=there is not None)
        unsound = loadable.check(found, engine.renderer, place)
    findings = ordered((*unsound, *verdict.findings))
    if failed(findings):
        return remarks(session, findings)
    if not verdict.version:
        session.note(f"{found.name} {found.version} is released, and nothing has changed since")
        return Exit.CLEAN
    if there is None:
        session.note(f"{found.name} {verdict.version} can be released")
        return Exit.CLEAN
    today = datetime.now(UTC).date().isoformat()
    released, notes = prepared(found, verdict.version, notes, today)
    name = folder.name if folder.name not in ("", "..") else folder.resolve().name
    changes = (
        *_placed(name, diff(files, {**files, CHART: released.files[CHART], changelog.PATH: notes.encode()})),
        *_placed(_STORE, diff(store.files, {**store.files, **store.added(released)})),
    )
    in_the_way = there.apply(changes, durable=True)
    if in_the_way:
        return remarks(session, in_the_way)
    session.out(f"{(releases / released.file_name).as_posix()}\n{digest(released.archive)}\n")
    return Exit.CLEAN


def _stored(charts: Path) -> dict[str, bytes]:
    """The files of the releases beside a chart, none before the first. Raises OSError."""
    folder = Folder(charts, "the folder of charts")
    return folder.folder(_STORE, "the releases").files() if folder.kind(_STORE) else {}


def _placed(folder: str, changes: Changes) -> Changes:
    return tuple(replace(change, path=f"{folder}/{change.path}") for change in changes)
