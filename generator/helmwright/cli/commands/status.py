"""helmwright status"""

from __future__ import annotations

import click

from helmwright.cli import deployed, repository
from helmwright.cli.arguments import options
from helmwright.cli.arguments.selection import Asked
from helmwright.cli.arguments.session_options import session_options
from helmwright.cli.exit_codes import Exit
from helmwright.cli.session import Session, pass_session
from helmwright.cli.terminal import deployment
from helmwright.live.cluster import Cluster
from helmwright.live.status import Row, rows
from helmwright.live.wanted import wanted


@click.command()
@options.selection
@options.context
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@session_options
@pass_session
def command(session: Session, environments: Asked, apps: tuple[str, ...], context: str, format_: str) -> int:
    """Show what is deployed, and what it waits for.

    Asks the cluster that Argo CD runs in, by your kubeconfig, and changes nothing. A row is an app in an environment:
    the commit that it was last compared with, how that went, its images, and who has to do the next step.
    Environments that are not deployed from this cluster are left out, unless --env names them.

    Exits with 1 when something waits for somebody.

    \b
    Examples:
      helmwright status
      helmwright status --env prod --app shop
      helmwright status --format json | jq '.rows[] | select(.waiting.for == "person")'
    """
    resolved = deployed.resolved(repository.root(session))
    found: list[Row] = []
    for environment, there in deployed.environments(
        session, Cluster(context), resolved, environments.folders
    ):
        items = wanted(resolved, environment)
        found += rows((item for item in items if not apps or item.app in apps), there)
    session.out(deployment.json(found) if format_ == "json" else deployment.text(found))
    return Exit.FINDINGS if any(row.waiting for row in found) else Exit.CLEAN
