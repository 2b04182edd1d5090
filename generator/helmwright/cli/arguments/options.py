"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any, TypeVar

import click

from helmwright.cli import repository
from helmwright.cli.arguments.selection import Asked
from helmwright.cli.arguments.types import APP, ENVIRONMENT
from helmwright.cli.session import Session
from helmwright.render.engines.choose import ENGINES
from helmwright.report import FORMATS
from helmwright.validate.choose import VALIDATORS

F = TypeVar("F", bound=Callable[..., Any])


def _asked(context: click.Context, _: click.Parameter, names: Sequence[str]) -> Asked:
    """What the names of environments mean in the repository, which is looked at only where there are any."""
    if not names:
        return Asked()
    called = repository.called(repository.root(context.ensure_object(Session)))
    meant = [called[name] for name in names]
    return Asked(frozenset(chain(*meant)), frozenset(chain(*(one.values() for one in meant))))


def selection(function: F) -> F:
    """Adds --env and --app."""
    for option in (_apps, environments):
        function = option(function)
    return function


def rendering(function: F) -> F:
    """Adds --engine and --jobs."""
    for option in (_jobs, engine):
        function = option(function)
    return function


format_ = click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="Form of the report.",
)
validator = click.option(
    "--validator",
    type=click.Choice(VALIDATORS),
    default="embedded",
    show_default=True,
    help="What checks objects against Kubernetes' schemas.",
)
engine = click.option(
    "--engine",
    type=click.Choice(ENGINES),
    help="Helm engine: the built-in SDK, or the helm on PATH.  [default: sdk where it is installed]",
)
context = click.option(
    "--context",
    default="",
    metavar="NAME",
    help="Context of the kubeconfig.  [default: the current one]",
)
environments = click.option(
    "--env",
    "environments",
    type=ENVIRONMENT,
    multiple=True,
    callback=_asked,
    metavar="ENV",
    help="Only this environment; may be given again.",
)
_apps = click.option(
    "--app", "apps", type=APP, multiple=True, metavar="APP", help="Only this app; may be given again."
)
_jobs = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=lambda: os.cpu_count() or 1,
    show_default="the number of processors",
    metavar="N",
    help="Charts to render at the same time.",
)
