"""helmwright new"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import click

from helmwright import pipeline
from helmwright.cli import repository
from helmwright.cli.answers import asked, given, interactive
from helmwright.cli.errors import Unable
from helmwright.cli.output import remarks
from helmwright.cli.session import Session, pass_session
from helmwright.cli.session_options import session_options
from helmwright.scaffold.questions import PLACE, Question, questions

if TYPE_CHECKING:
    from helmwright.scaffold.create import Descriptor

_Refusal = Callable[[dict[str, str], str], str]
"""Why the answer to a question will not do among the answers so far, empty when it will."""


@click.group()
@session_options
def command() -> None:
    """Add a service, an app or an environment.

    Writes one descriptor, which is yours from then on. On a terminal, what no option answers is asked.

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
    ask = interactive(defaults)
    if ask:
        answers = _place(kind, answers, partial(create.refusal, kind, root))
    try:
        created = create.new(kind, root, answers, defaults=not ask)
    except create.ScaffoldError as error:
        raise Unable(str(error)) from error
    session.out(f"created {created.path}\n")
    session.note(f"\n{created.message}")
    return remarks(session, pipeline.lint(root).findings)


def _place(kind: Descriptor, answers: dict[str, str], refusal: _Refusal) -> dict[str, str]:
    """The answers with the app and the name, which decide the path and are therefore asked first."""
    for question in questions(kind):
        if question.name in PLACE and question.name not in answers:
            answers = {**answers, question.name: _ask(question, answers, refusal)}
    return answers


def _ask(question: Question, answers: dict[str, str], refusal: _Refusal) -> str:
    """An answer that will do; after any other one click gives the reason and asks again."""

    def accept(answer: str) -> str:
        if reason := refusal({**answers, question.name: answer}, question.name):
            raise click.UsageError(reason)
        return answer

    answer: str = click.prompt(question.help, value_proc=accept, err=True)
    return answer
