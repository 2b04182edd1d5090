"""What ends a run, as an exit code and last words."""

from __future__ import annotations

import errno
import io
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import click

from helmwright.cli.exit_codes import Exit, unable
from helmwright.cli.session import Session
from helmwright.cli.signals import Ended
from helmwright.cli.terminal import streams
from helmwright.findings import ToolError

_ISSUES = "https://github.com/helmwright/helmwright/issues"
_ALLOW = "let yourself read and write there, or choose a folder where you may"
_HINTS = {
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), _ALLOW),
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), "make room there, and run it again"),
    **dict.fromkeys((errno.EMFILE, errno.ENFILE), "allow more open files with ulimit -n"),
}
_STDOUT_HINT = "send it to a file, a pipe or a terminal that can take it"


@contextmanager
def ending(session: Session) -> Iterator[None]:
    """Ends the process with the exit code of what is raised here, once it is told. Raises SystemExit alone."""
    try:
        yield
    except click.exceptions.Exit as end:
        code = end.exit_code
    except (click.ClickException, ToolError) as found:
        error = unable(found.finding) if isinstance(found, ToolError) else found
        text = io.StringIO()
        error.show(text)
        session.error(text.getvalue().removesuffix("\n"))
        code = error.exit_code
    except (KeyboardInterrupt, click.Abort) as interrupt:
        after_echo = "\n" if sys.stderr.isatty() else ""  # the terminal has just shown ^C
        session.error(f"{after_echo}interrupted")
        code = 128 + interrupt.number if isinstance(interrupt, Ended) else Exit.INTERRUPTED
    except OSError as error:
        code = _refused(session, error)
    except MemoryError:
        session.error("Error: there is not enough memory")
        code = Exit.UNABLE
    except Exception as error:
        _trace(session)
        more = "" if session.verbose else " with what the same command says with -v"
        session.error(f"This is a bug: {type(error).__name__}: {error}; please report it at {_ISSUES}{more}")
        code = Exit.BUG
    else:
        return
    sys.exit(code)


def final(code: Any) -> Any:
    """The exit code; what could not be written to stderr is never success."""
    if code == Exit.CLEAN and (failure := streams.failure(sys.stderr)):
        return Exit.BROKEN_PIPE if isinstance(failure, BrokenPipeError) else Exit.UNABLE
    return code


def _refused(session: Session, error: OSError) -> int:
    """What the system does not do."""
    if error.filename == streams.STDOUT:
        if isinstance(error, BrokenPipeError):
            return Exit.BROKEN_PIPE  # nobody reads on, which is no fault
        session.error(f"Error: {error.filename}: {error.strerror}\n  hint: {_STDOUT_HINT}")
        return Exit.UNABLE
    _trace(session)
    place, hint = f"{error.filename}: " if error.filename else "", _HINTS.get(error.errno or 0, "")
    if not place and error.errno == errno.ENOENT and not _has_current_folder():
        place, hint = "the current folder: ", "change to one that exists"
    session.error(f"Error: {place}{error.strerror or error}" + (f"\n  hint: {hint}" if hint else ""))
    return Exit.UNABLE


def _has_current_folder() -> bool:
    with suppress(OSError):
        return bool(os.getcwd())  # noqa: PTH109  # Path.cwd() is the same call
    return False


def _trace(session: Session) -> None:
    if session.verbose:
        session.error(traceback.format_exc().rstrip())
