"""The program as a whole: finds its commands one at a time, and ends with an exit code whatever happens."""

from __future__ import annotations

import gc
import importlib
import time
from typing import Any

import click

from helmwright.cli.arguments.groups import Lazy
from helmwright.cli.ending import ending, final
from helmwright.cli.session import Session
from helmwright.cli.signals import listening
from helmwright.cli.terminal.table import ELSEWHERE, SECTIONS

COLLECT_AFTER = 100_000
"""New objects until Python looks for cycles. A run is short and keeps what it reads: looking more often finds nothing,
and takes a third of the time of a large lint."""


class Program(Lazy):
    """A group whose commands are modules, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return [name for section in SECTIONS.values() for name in section]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        module = ELSEWHERE.get(cmd_name, f"helmwright.cli.commands.{cmd_name}")
        command: click.Command = importlib.import_module(module).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        for title, commands in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl(list(commands.items()), col_max=12)

    def main(self, *arguments: Any, **options: Any) -> Any:
        """Runs the program. Raises SystemExit with the exit code.

        click has its own ways with errors: only what happens outside of the two methods below meets them.
        """
        try:
            with ending(Session()):
                super().main(*arguments, **options)
        except SystemExit as end:
            raise SystemExit(final(end.code)) from None

    def _main_shell_completion(self, *arguments: Any, **options: Any) -> None:
        """Answers a shell that completes, which sets variables as `helmwright completion` writes it."""
        try:
            super()._main_shell_completion(*arguments, **options)
        except (KeyError, ValueError) as error:
            raise click.UsageError(
                "COMP_WORDS and COMP_CWORD are not what a shell sets to complete"
            ) from error

    def make_context(self, *arguments: Any, **options: Any) -> click.Context:
        """Reads the options before the command's name."""
        with ending(Session()):
            return super().make_context(*arguments, **options)

    def invoke(self, ctx: click.Context) -> None:
        """Runs the command and exits with what it returns."""
        gc.set_threshold(COLLECT_AFTER)
        session = ctx.ensure_object(Session)
        started = time.monotonic()
        try:
            with ending(session), listening():
                ctx.exit(super().invoke(ctx))
        finally:
            session.engines.clear()  # which ends their processes, whoever keeps the session
            session.detail(f"finished after {time.monotonic() - started:.2f} s")
