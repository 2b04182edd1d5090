"""helmwright charts package"""

from __future__ import annotations

from pathlib import Path

import click

from chartwright.cli import chart
from chartwright.release import loadable
from helmwright.cli.arguments.session_options import session_options
from helmwright.cli.arguments.tools import renderer
from helmwright.cli.arguments.types import Place
from helmwright.cli.exit_codes import Exit
from helmwright.cli.files import write
from helmwright.cli.session import Session, pass_session
from helmwright.cli.terminal.output import remarks
from helmwright.findings import failed
from helmwright.tree import digest


@click.command()
@chart.argument
@click.option(
    "-d",
    "--destination",
    metavar="DIR",
    type=Place(file_okay=False, path_type=Path),
    default=Path(),
    help="Folder for the archive.  [default: the current one]",
)
@session_options
@pass_session
def command(session: Session, folder: Path, destination: Path) -> int:
    """Pack a chart into an archive that is the same on every machine.

    Prints the archive's path and its digest. Entries are sorted and carry no time, owner or mode of this
    machine, and nothing is compressed, since compressors differ. A chart that Helm could not load is refused.

    \b
    Examples:
      helmwright charts package charts/service
      helmwright charts package charts/service -d dist
    """
    found = chart.load(folder)
    findings = loadable.check(found, renderer(session, None), folder.as_posix())
    if failed(findings):
        return remarks(session, findings)
    in_the_way = write(session, destination, {found.file_name: found.archive})
    if in_the_way:
        return remarks(session, in_the_way)
    session.out(f"{(destination / found.file_name).as_posix()}\n{digest(found.archive)}\n")
    return Exit.CLEAN
