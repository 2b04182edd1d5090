"""The options that every command has, before its name or after it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from helmwright.cli.arguments.types import Place
from helmwright.cli.session import Session

F = TypeVar("F", bound=Callable[..., Any])


def session_options(function: F) -> F:
    """Adds -C, -q and -v, which set the session and reach no command as parameters."""
    for option in (_verbose, _quiet, _folder):
        function = option(function)
    return function


def _set(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def callback(context: click.Context, _parameter: click.Parameter, value: Any) -> None:
        session = context.ensure_object(Session)
        if value:
            setattr(session, name, value)

    return callback


_folder = click.option(
    "-C",
    "start",
    metavar="DIR",
    type=Place(exists=True, file_okay=False, path_type=Path),
    callback=_set("start"),
    expose_value=False,
    is_eager=True,
    help="Work in this folder instead of the current one.",
)
_quiet = click.option(
    "-q",
    "--quiet",
    is_flag=True,
    callback=_set("quiet"),
    expose_value=False,
    help="Print results alone: no progress, no notes, nothing when all is well.",
)
_verbose = click.option(
    "-v",
    "--verbose",
    is_flag=True,
    callback=_set("verbose"),
    expose_value=False,
    help="Say what is used and how long it took; show the traceback of an error.",
)
