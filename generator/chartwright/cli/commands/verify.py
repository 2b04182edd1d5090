"""helmwright charts verify"""

from __future__ import annotations

from pathlib import Path

import click

from chartwright.cli import registry
from chartwright.registry.transfer import verify
from helmwright.cli.arguments.session_options import session_options
from helmwright.cli.session import Session, pass_session
from helmwright.cli.terminal.output import remarks
from helmwright.registry.client import Client


@click.command()
@registry.archive
@click.argument("address", metavar="oci://REGISTRY/REPOSITORY")
@registry.plain_http
@session_options
@pass_session
def command(session: Session, archive: Path, address: str, plain_http: bool) -> int:
    """Check that a registry holds exactly this archive.

    Fetches the chart of the archive's name and version, and compares every byte. Says nothing when they are
    the same.

    \b
    Examples:
      helmwright charts verify charts/releases/service-0.1.0.tgz oci://ghcr.io/acme/charts
    """
    chart, content = registry.chart(archive)
    target = registry.address(address, whole=False).chart(chart.name, chart.version)
    with registry.speaking():
        findings = verify(Client(target, plain_http), content)
    return remarks(session, findings)
