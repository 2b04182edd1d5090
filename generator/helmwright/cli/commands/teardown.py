"""helmwright teardown"""

from __future__ import annotations

import click

from helmwright import pipeline
from helmwright.cli import repository
from helmwright.cli.arguments import options
from helmwright.cli.arguments.selection import Asked, Selection
from helmwright.cli.arguments.session_options import session_options
from helmwright.cli.arguments.tools import tools
from helmwright.cli.session import Session, pass_session
from helmwright.cli.terminal import teardown
from helmwright.cli.terminal.output import remarks
from helmwright.cli.terminal.progress import Progress
from helmwright.findings import failed
from helmwright.kubernetes.scopes import placed
from helmwright.teardown.plan import plan


@click.command()
@options.environments
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@options.rendering
@session_options
@pass_session
def command(session: Session, environments: Asked, format_: str, engine: str | None, jobs: int) -> int:
    """Print how to take an environment down, and what comes back.

    Prints the commands in the order in which nothing is left behind: no load balancer, no DNS record, no volume, no
    node. They are told from what renders; no cluster is asked, and nothing is run. What they cannot remove, and what
    does not come back from git alone, is listed.

    \b
    Examples:
      helmwright teardown --env preview
      helmwright teardown --env preview --format json | jq -r '.environments.preview.steps[].commands[]'
    """
    if not environments:
        raise click.UsageError("name the environment with --env")
    selection = Selection(environments, ())
    with Progress(session) as progress:
        rendered = pipeline.render(
            repository.root(session), tools(session, engine, jobs, progress), selection.has
        )
    if rendered.resolved is not None and not failed(rendered.findings):
        items = [
            (release, placed(manifest, release.namespace))
            for release in rendered.resolved.releases
            for manifest in rendered.manifests.get(release.name, ())
        ]
        inputs = rendered.resolved.inputs
        plans = {
            name: (
                inputs.environments[name],
                plan(inputs.environments[name], [item for item in items if item[0].environment.name == name]),
            )
            for name in sorted(environments.folders)
        }
        session.out(teardown.json(plans) if format_ == "json" else teardown.text(plans))
    return remarks(session, rendered.findings)
