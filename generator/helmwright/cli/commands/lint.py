"""helmwright lint"""

from __future__ import annotations

import click

from helmwright import pipeline
from helmwright.cli import repository
from helmwright.cli.arguments import options
from helmwright.cli.arguments.session_options import session_options
from helmwright.cli.session import Session, pass_session
from helmwright.cli.terminal.output import report


@click.command()
@options.format_
@session_options
@pass_session
def command(session: Session, format_: str) -> int:
    """Check the descriptors.

    Reads every descriptor and checks it by itself and against the others. Nothing is rendered, so this is the
    quickest check.

    \b
    Examples:
      helmwright lint
      helmwright lint --format github
    """
    linted = pipeline.lint(repository.root(session))
    return report(session, format_, linted.findings, checked=linted.files)
