"""helmwright doctor"""

from __future__ import annotations

import click

from helmwright.cli import repository
from helmwright.cli.arguments.session_options import session_options
from helmwright.cli.exit_codes import Exit
from helmwright.cli.session import Session, pass_session
from helmwright.doctor import Fact, facts
from helmwright.report.terminal import visible


@click.command()
@session_options
@pass_session
def command(session: Session) -> int:
    """Show versions, and what is missing.

    Exits with 2 when something is missing that helmwright cannot work without.

    \b
    Examples:
      helmwright doctor
    """
    found = facts(repository.find(session.start))
    width = max(len(fact.name) for fact in found)
    session.out("".join(f"{line}\n" for fact in found for line in _lines(fact, width)))
    return Exit.UNABLE if any(fact.needed for fact in found) else Exit.CLEAN


def _lines(fact: Fact, width: int) -> list[str]:
    line = f"{fact.name:{width}}  {visible(fact.value)}"
    return [line, f"{'':{width}}  hint: {visible(fact.advice)}"] if fact.advice else [line]
