"""helmwright new"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from helmwright import pipeline
from helmwright.cli import repository
from helmwright.cli.arguments.answers import asked, given, interactive
from helmwright.cli.arguments.session_options import session_options
from helmwright.cli.exit_codes import Unable
from helmwright.cli.session import Session, pass_session
from helmwright.cli.terminal.output import remarks
from helmwright.findings import failed

if TYPE_CHECKING:
    from helmwright.scaffold.create import Descriptor


@click.group()
@session_options
def command() -> None:
    """Add a service, an app or an environment.

    Writes one descriptor, which is yours from then on. On a terminal, what no option answers is asked. Fails when
    there are errors that were not there before.

    \b
    Examples:
      helmwright new service
    """


@command.command()
@asked("service")
@session_options
@pass_session
def service(session: Session, /, defaults: bool, **answers: str | None) -> int:
    """Add a service to an app.

    \b
    Examples:
      helmwright new service
      helmwright new service --app shop --name cart --image ghcr.io/acme/cart --tag 1.4.2
    """
    return _new(session, "service", given(answers), defaults)


@command.command()
@asked("app")
@session_options
@pass_session
def app(session: Session, /, defaults: bool, **answers: str | None) -> int:
    """Add an app, a group of services that are released together.

    \b
    Examples:
      helmwright new app --name shop --owner web
    """
    return _new(session, "app", given(answers), defaults)


@command.command()
@asked("environment")
@session_options
@pass_session
def environment(session: Session, /, defaults: bool, **answers: str | None) -> int:
    """Add an environment, a cluster to deploy to.

    \b
    Examples:
      helmwright new environment --name staging --provider eks --domain staging.acme.example
    """
    return _new(session, "environment", given(answers), defaults)


def _new(session: Session, kind: Descriptor, answers: dict[str, str], defaults: bool) -> int:
    # copier takes a quarter of a second to import, which help and completion need not wait for.
    from helmwright.scaffold import create  # noqa: PLC0415

    root = repository.root(session)
    before = pipeline.lint(root)
    teams = tuple(before.resolved.inputs.repository.teams) if before.resolved else ()
    try:
        created = create.new(kind, root, answers, defaults=not interactive(defaults), teams=teams)
    except create.ScaffoldError as error:
        raise Unable(str(error)) from error
    session.out(f"created {created.path}\n")
    findings, known = pipeline.lint(root).findings, frozenset(before.findings)
    own = tuple(finding for finding in findings if finding not in known)
    others = tuple(finding for finding in findings if finding in known)
    # What comes next would not work while the new file has errors.
    message = created.message.rpartition("Next:")[0].rstrip() if failed(own) else created.message
    if message:
        session.note(f"\n{message}")
    code = remarks(session, own)
    if others:
        session.remark("elsewhere in the repository:")
        remarks(session, others)
    return code
