"""The questions of a template as options."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from helmwright.cli.arguments.types import APP
from helmwright.scaffold.questions import Question, Template, questions

F = TypeVar("F", bound=Callable[..., Any])


def asked(template: Template) -> Callable[[F], F]:
    """Adds an option for each question of the template, None when it is not given, and --defaults."""

    def decorate(function: F) -> F:
        function = _defaults(function)
        for question in reversed(questions(template)):
            option = click.option(question.flag, question.name, type=_type(question), help=question.help)
            function = option(function)
        return function

    return decorate


def given(answers: Mapping[str, str | None]) -> dict[str, str]:
    """The answers that were given."""
    return {name: answer for name, answer in answers.items() if answer is not None}


def interactive(defaults: bool) -> bool:
    """Whether there is somebody to ask who wants to be asked."""
    return not defaults and sys.stdin.isatty() and sys.stdout.isatty()


def _type(question: Question) -> click.ParamType:  # type: ignore[type-arg]  # click 8.2 knows none
    if question.choices:
        return click.Choice(question.choices)
    return APP if question.name == "app" else click.STRING


_defaults = click.option(
    "--defaults", is_flag=True, help="Ask nothing: take the defaults, as happens without a terminal."
)
