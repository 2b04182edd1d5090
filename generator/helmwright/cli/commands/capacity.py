"""helmwright capacity"""

from __future__ import annotations

from pathlib import Path

import click

from helmwright import disk, resources
from helmwright.capacity.document import VERSION, document
from helmwright.capacity.prices import Prices, read
from helmwright.cli import repository
from helmwright.cli.arguments import options
from helmwright.cli.arguments.selection import Asked
from helmwright.cli.arguments.session_options import session_options
from helmwright.cli.arguments.tools import tools
from helmwright.cli.arguments.types import Place
from helmwright.cli.planned import plans
from helmwright.cli.session import Session, pass_session
from helmwright.cli.terminal import capacity
from helmwright.cli.terminal.output import remarks
from helmwright.cli.terminal.progress import Progress
from helmwright.findings import failed
from helmwright.limits import DESCRIPTOR_BYTES
from helmwright.report.json import dump
from helmwright.validate.embedded import EmbeddedValidator


@click.command()
@options.environments
@click.option(
    "--prices",
    metavar="FILE",
    type=Place(exists=True, dir_okay=False, path_type=Path),
    help="What nodes cost an hour; without it no cost is shown.",
)
@click.option("--sample-prices", is_flag=True, help="Print a file of prices to begin with, and exit.")
@click.option("--nodes", is_flag=True, help="Show every node with its pods.")
@click.option(
    "--format", "format_", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True
)
@options.rendering
@session_options
@pass_session
def command(
    session: Session,
    environments: Asked,
    prices: Path | None,
    sample_prices: bool,
    nodes: bool,
    format_: str,
    engine: str | None,
    jobs: int,
) -> int:
    """Reckon what the pods take of the nodes, and what that costs.

    Renders what the descriptors say, and packs the pods on the nodes that the environment describes under
    cluster.nodes: at the fewest pods that autoscalers leave, at the stated number, and at the most. Shows what each
    team, app and zone asks for, how many nodes that takes, what fits nowhere and why, the addresses of each subnet,
    and what happens in an update, when a zone is lost and when a node is drained.

    \b
    Examples:
      helmwright capacity --env prod
      helmwright capacity --sample-prices > prices.yaml
      helmwright capacity --env prod --prices prices.yaml --format markdown
      helmwright capacity --format json | jq '.environments[].loads.maximum.nodes'
    """
    if sample_prices:
        session.out((resources.capacity() / "prices.yaml").read_text(encoding="utf-8"))
        return remarks(session, ())
    root = repository.root(session)
    paid: Prices | None = None
    if prices is not None:
        paid, wrong = read(disk.read(prices, DESCRIPTOR_BYTES), prices.as_posix())
        if wrong:
            return remarks(session, wrong)
    with Progress(session) as progress:
        validator = EmbeddedValidator(repository.schema_folders(root))
        with_ = tools(session, engine, jobs, progress)
        findings, found = plans(root, with_, validator, environments.folders, paid)
    if not failed(findings):
        if format_ == "json":
            session.out(dump({"version": VERSION, "environments": [*map(document, found)]}))
        else:
            show = capacity.markdown if format_ == "markdown" else capacity.text
            session.out(show(found, nodes=nodes))
    return remarks(session, findings)
