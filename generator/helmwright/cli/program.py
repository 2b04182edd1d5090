"""The program as a whole: finds its commands one at a time, and turns what ends a run into an exit code."""

from __future__ import annotations

import errno
import gc
import importlib
import os
import sys
import time
import traceback

import click

from helmwright.cli.errors import Exit
from helmwright.cli.session import Session
from helmwright.cli.streams import use_utf8
from helmwright.cli.table import SECTIONS

COLLECT_AFTER = 100_000
"""New objects until Python looks for cycles. A run is short and keeps what it reads: looking more often finds nothing,
and takes a third of the time of a large lint."""
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_HINT = "let yourself read and write there, or choose a folder where you may"
_ISSUES = "https://github.com/helmwright/helmwright/issues"


class Program(click.Group):
    """A group whose commands are the modules of `commands/`, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return [name for section in SECTIONS.values() for name in section]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = importlib.import_module(f"helmwright.cli.commands.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        for title, commands in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl(list(commands.items()), col_max=12)

    def invoke(self, ctx: click.Context) -> None:
        """Runs the command and exits with what it returns."""
        use_utf8()
        gc.set_threshold(COLLECT_AFTER)
        session = ctx.ensure_object(Session)
        started = time.monotonic()
        code = self._code(ctx, session)
        session.detail(f"finished after {time.monotonic() - started:.2f} s")
        ctx.exit(code)

    def _code(self, ctx: click.Context, session: Session) -> int:
        try:
            return int(super().invoke(ctx))
        except (click.ClickException, click.exceptions.Exit):
            raise
        except (KeyboardInterrupt, click.Abort):
            after_echo = "\n" if sys.stderr.isatty() else ""  # the terminal has just shown ^C
            session.error(f"{after_echo}interrupted")
            return Exit.INTERRUPTED
        except BrokenPipeError:
            # Nobody reads on. What Python still flushes at its end must not fail again.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return Exit.BROKEN_PIPE
        except OSError as error:
            _trace(session)
            place = f"{error.filename}: " if error.filename else ""
            hint = f"\n  hint: {_HINT}" if error.errno in _FORBIDDEN else ""
            session.error(f"Error: {place}{error.strerror or error}{hint}")
            return Exit.UNABLE
        except Exception as error:
            _trace(session)
            more = "" if session.verbose else " with what the same command says with -v"
            session.error(
                f"This is a bug: {type(error).__name__}: {error}; please report it at {_ISSUES}{more}"
            )
            return Exit.BUG


def _trace(session: Session) -> None:
    if session.verbose:
        session.error(traceback.format_exc().rstrip())
