"""helmwright charts: a command is a module of this package and a line in `NAMES`."""

from __future__ import annotations

import importlib

import click

from helmwright.cli.arguments.groups import Lazy
from helmwright.cli.arguments.session_options import session_options

NAMES = ("lint", "docs", "coverage", "diff", "package", "release", "push", "pull", "verify")
"""The commands in the order of the help; each is imported when it is asked for."""


class _Charts(Lazy):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(NAMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in NAMES:
            return None
        command: click.Command = importlib.import_module(f"{__name__}.{cmd_name}").command
        return command


@click.group(cls=_Charts)
@session_options
def command() -> None:
    """Work on Helm charts: the service chart, or any of your own.

    \b
    Examples:
      helmwright charts docs --check charts/service
    """
