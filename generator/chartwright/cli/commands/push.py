"""helmwright charts push"""

from __future__ import annotations

from pathlib import Path

import click

from chartwright.cli import registry
from chartwright.registry.transfer import push
from helmwright.cli.arguments.session_options import session_options
from helmwright.cli.exit_codes import Exit
from helmwright.cli.session import Session, pass_session
from helmwright.cli.terminal.output import remarks
from helmwright.findings import Finding
from helmwright.registry.client import Client


@click.command()
@registry.archive
@click.argument("address", metavar="oci://REGISTRY/REPOSITORY")
@registry.plain_http
@session_options
@pass_session
def command(session: Session, archive: Path, address: str, plain_http: bool) -> int:
    """Store a chart's archive in an OCI registry.

    It is stored as Helm stores it, under the chart's name and version: helm pull and helm dependency build
    find it there. Prints its address and the manifest's digest, which depends on the archive alone. A version
    that the registry has with another content is refused. Logins are those of helm registry login and docker
    login.

    \b
    Examples:
      helmwright charts push service-0.1.0.tgz oci://ghcr.io/acme/charts
      helmwright charts push service-0.1.0.tgz oci://localhost:5000/charts --plain-http
    """
    chart, content = registry.chart(archive)
    target = registry.address(address, whole=False).chart(chart.name, chart.version)
    with registry.speaking():
        pushed = push(Client(target, plain_http, pushes=True), content)
    if isinstance(pushed, Finding):
        return remarks(session, (pushed,))
    session.out(f"{target}\n{pushed}\n")
    return Exit.CLEAN
