"""helmwright lint"""

from __future__ import annotations

import click

from helmwright import pipeline
from helmwright.cli import repository
from helmwright.cli.arguments import options
from helmwright.cli.arguments.selection import Asked, Selection
from helmwright.cli.arguments.session_options import session_options
from helmwright.cli.session import Session, pass_session
from helmwright.cli.terminal.output import report


@click.command()
@options.selection
@options.format_
@session_options
@pass_session
def command(session: Session, environments: Asked, apps: tuple[str, ...], format_: str) -> int:
    """Check the descriptors.

    Reads every descriptor and checks it by itself and against the others. Nothing is rendered, so this is the
    quickest check. All are checked with --env or --app too, since they depend on each other; what is found
    elsewhere is not shown, unless nothing could be checked because of it.

    \b
    Examples:
      helmwright lint
      helmwright lint --app shop
      helmwright lint --format github
    """
    linted = pipeline.lint(repository.root(session))
    selection = Selection(environments, apps)
    findings = selection.findings(linted.findings) if linted.resolved else linted.findings
    return report(session, format_, findings, checked=linted.files)
