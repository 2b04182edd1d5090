"""helmwright charts pull"""

from __future__ import annotations

from pathlib import Path

import click

from chartwright.cli import registry
from chartwright.registry.transfer import pull
from helmwright.cli.arguments.session_options import session_options
from helmwright.cli.arguments.types import Place
from helmwright.cli.exit_codes import Exit
from helmwright.cli.files import write
from helmwright.cli.session import Session, pass_session
from helmwright.cli.terminal.output import remarks
from helmwright.findings import Finding
from helmwright.registry.client import Client


@click.command()
@click.argument("address", metavar="oci://REGISTRY/REPOSITORY/CHART:VERSION[@DIGEST]")
@click.option(
    "-d",
    "--destination",
    metavar="DIR",
    type=Place(file_okay=False, path_type=Path),
    default=Path(),
    help="Folder for the archive.  [default: the current one]",
)
@registry.plain_http
@session_options
@pass_session
def command(session: Session, address: str, destination: Path, plain_http: bool) -> int:
    """Fetch a chart's archive from an OCI registry.

    The archive is written only when it is what the manifest says, and the manifest what the digest says, if
    one is given. Prints the archive's path and the manifest's digest.

    \b
    Examples:
      helmwright charts pull oci://ghcr.io/acme/charts/service:0.1.0
      helmwright charts pull oci://localhost:5000/charts/service:0.1.0 --plain-http -d dist
    """
    with registry.speaking():
        pulled = pull(Client(registry.address(address, whole=True), plain_http))
    if isinstance(pulled, Finding):
        return remarks(session, (pulled,))
    in_the_way = write(session, destination, {pulled.chart.file_name: pulled.archive})
    if in_the_way:
        return remarks(session, in_the_way)
    session.out(f"{(destination / pulled.chart.file_name).as_posix()}\n{pulled.digest}\n")
    return Exit.CLEAN
