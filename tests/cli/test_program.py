"""What ends a run: exit codes and last words."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable

import click
import pytest
from click.testing import CliRunner, Result

from helmwright.cli.arguments.session_options import session_options
from helmwright.cli.exit_codes import Unable
from helmwright.cli.program import Program


def end_with(action: Callable[[], int], *arguments: str) -> Result:
    """Runs a program that does just this."""

    @click.group(cls=Program, invoke_without_command=True)
    @session_options
    def program() -> int:
        return action()

    return CliRunner().invoke(program, arguments)


def raising(error: BaseException) -> Callable[[], int]:
    def action() -> int:
        raise error

    return action


@pytest.mark.parametrize("code", [0, 1, 2])
def test_a_command_returns_its_exit_code(code: int) -> None:
    result = end_with(lambda: code)
    assert (result.exit_code, result.output) == (code, "")


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort()], ids=["Ctrl-C", "at a prompt"])
def test_an_interrupt_is_one_line(error: BaseException) -> None:
    result = end_with(raising(error))
    assert (result.exit_code, result.stdout, result.stderr) == (130, "", "interrupted\n")


def test_what_is_missing_is_said_with_what_to_do() -> None:
    result = end_with(raising(Unable("there is no helm", "install it")))
    assert (result.exit_code, result.stderr) == (2, "Error: there is no helm\n  hint: install it\n")


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (FileExistsError(17, "File exists", "apps/shop"), "Error: apps/shop: File exists\n"),
        (OSError(27, "File too large"), "Error: File too large\n"),
        (OSError("odd"), "Error: odd\n"),
    ],
    ids=["with a file", "without a file", "without a number"],
)
def test_what_the_system_refuses_is_one_line(error: OSError, line: str) -> None:
    result = end_with(raising(error))
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", line)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EROFS], ids=errno.errorcode.get)
def test_who_may_not_write_is_told_what_to_do(number: int) -> None:
    reason = os.strerror(number)
    assert end_with(raising(OSError(number, reason, "apps/shop"))).stderr == (
        f"Error: apps/shop: {reason}\n"
        "  hint: let yourself read and write there, or choose a folder where you may\n"
    )


def test_a_bug_is_one_line_that_says_where_to_report_it() -> None:
    result = end_with(raising(ZeroDivisionError("division by zero")))
    assert (result.exit_code, result.stdout) == (70, "")
    assert result.stderr == (
        "This is a bug: ZeroDivisionError: division by zero; please report it at "
        "https://github.com/helmwright/helmwright/issues with what the same command says with -v\n"
    )


@pytest.mark.parametrize("error", [ZeroDivisionError("odd"), OSError("odd")], ids=["bug", "system"])
def test_verbose_shows_the_traceback(error: Exception) -> None:
    lines = end_with(raising(error), "-v").stderr.splitlines()
    assert lines[0] == "Traceback (most recent call last):"
    assert lines[-1].startswith("finished after ")
