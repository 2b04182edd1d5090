"""Streams that are closed, full or broken, and signals, at any moment: a code and a message, and never success for
words that nobody could read. All commands under all of this: tests/hostile/test_streams.py."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli.conftest import Run, Start, files
from tests.cli.every_command import EVERY, furnish, paths
from tests.cli.terminal import CTRL_C, CTRL_D, CURSOR, HELMWRIGHT, on_a_terminal
from tests.processes import ENOUGH

CLOSED = (
    "Error: standard output: Bad file descriptor\n"
    "  hint: send it to a file, a pipe or a terminal that can take it\n"
)
FULL = CLOSED.replace("Bad file descriptor", "No space left on device")


def shell(redirections: str, *arguments: str, prefix: str = "") -> tuple[int, str, str]:
    """Runs the program with a shell's redirections: its code, and what the test sees of both streams."""
    script = f'{prefix} exec "$@" {redirections}'
    command = ["sh", "-c", script, "sh", *HELMWRIGHT, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=ENOUGH, check=False)
    return done.returncode, done.stdout, done.stderr


def test_the_list_of_every_command_has_every_command() -> None:
    listed = {tuple(part for part in arguments if part.isalpha())[:2] for arguments in EVERY.values()}
    assert {
        path for path in paths() if path not in listed and path[:1] not in {p[:1] for p in listed}
    } == set()
    assert {path for path in paths() if len(path) == 2} <= listed


@pytest.mark.parametrize(
    ("redirections", "code", "errors"),
    [
        (">&-", 2, CLOSED),
        (">/dev/full", 2, FULL),
        (">&- 2>&-", 2, ""),
        (">/dev/full 2>&1", 2, ""),
        ("<&- >&- 2>&-", 2, ""),
    ],
)
@pytest.mark.parametrize(
    "arguments", [("--help",), ("--version",), ("lint", "-h"), ("explain", "R203")], ids=str
)
def test_a_result_that_cannot_be_written_is_no_success(
    redirections: str, code: int, errors: str, arguments: tuple[str, ...]
) -> None:
    assert shell(redirections, *arguments) == (code, "", errors)


@pytest.mark.parametrize("redirections", ["2>&-", "2>/dev/full"])
def test_neither_are_notes(redirections: str, repository: Path) -> None:
    assert shell(redirections, "lint", "-v") == (2, "no findings\n", "")
    assert shell(redirections, "lint") == (0, "no findings\n", "")
    assert shell(redirections, "lnit") == (2, "", "")


def test_work_is_done_though_nobody_reads_the_notes(repository: Path) -> None:
    code, output, _ = shell("2>&-", "generate", "-v")
    assert (code, (repository / "bootstrap/dev/root.yaml").exists()) == (2, True)
    assert output.endswith(" created\n")


def test_a_closed_stdin_is_an_empty_one(repository: Path) -> None:
    assert shell("<&-", "lint") == (0, "no findings\n", "")


def test_no_file_gets_the_number_of_a_closed_stream(repository: Path) -> None:
    code, _, _ = shell("<&- >&- 2>&-", "render", "--output", "out")
    assert code == 2  # the note of it
    rendered = (repository / "out/dev-shop.yaml").read_text()
    assert rendered.startswith("---\n# Source: ")


def test_a_pipe_that_does_not_wait_is_waited_for(repository: Path, start: Start) -> None:
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    process = subprocess.Popen([*HELMWRIGHT, "schema", "service"], stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    time.sleep(1)  # until the pipe is full
    with os.fdopen(reading, "rb") as pipe:
        output = pipe.read()
    assert process.communicate()[1] == b""
    assert process.returncode == 0
    assert output == start("schema", "service").communicate()[0]


def test_too_few_files_are_said(repository: Path) -> None:
    code, output, errors = shell("", "validate", prefix="ulimit -n 20;")
    assert (code, output) == (2, "")
    assert errors.startswith("Error: helmwright cannot start: ")
    assert "ulimit -n" in errors


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    prefix = f"mkdir {tmp_path}/gone; cd {tmp_path}/gone; rmdir {tmp_path}/gone;"
    assert shell("", "lint", prefix=prefix) == (
        2,
        "",
        "Error: the current folder: No such file or directory\n  hint: change to one that exists\n",
    )


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_is_one_line_and_its_code(name: str, repository: Path, tmp_path: Path) -> None:
    sent = signal.Signals[name]
    # A helm that never ends, which says that it has begun.
    (tmp_path / "helm").write_text(f"#!/bin/sh\ntouch {tmp_path}/begun\nexec sleep 30\n")
    (tmp_path / "helm").chmod(0o755)
    process = subprocess.Popen(
        [*HELMWRIGHT, "doctor"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
    )
    while not (tmp_path / "begun").exists():
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(sent)
    assert process.communicate(timeout=ENOUGH) == (b"", b"interrupted\n")
    assert process.returncode == 128 + sent


def test_an_ignored_signal_stays_ignored(repository: Path) -> None:
    """As after nohup."""
    prefix = "trap '' HUP; (sleep 0.3; kill -HUP $$) &"
    assert shell("", "validate", "-q", prefix=prefix) == (0, "", "")


FINALIZER = """
import signal
from helmwright.cli.signals import listening

class Closing:
    def __del__(self):
        signal.raise_signal(signal.SIGTERM)

with listening():
    Closing()
print("it was lost")
"""


def test_a_signal_in_a_finalizer_is_not_lost() -> None:
    done = subprocess.run([sys.executable, "-c", FINALIZER], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGTERM, b"", b"")


def test_a_broken_installation_is_said(tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text("raise ImportError('click is damaged')")
    done = subprocess.run(
        [*HELMWRIGHT, "lint"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(
        "Error: helmwright cannot start: click is damaged\n  hint: install helmwright"
    )


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D], ids=["Ctrl-C", "Ctrl-D"])
@pytest.mark.parametrize(
    "given", [(), ("--app", "shop", "--name", "search")], ids=["the place", "the template's"]
)
def test_a_question_can_be_left(key: str, given: tuple[str, ...], repository: Path) -> None:
    before = files(repository)
    seen, code = on_a_terminal(*HELMWRIGHT, "new", "service", *given, "--kind", "web", typed=key)
    assert code == 130
    assert "\ninterrupted\n" in seen
    assert "Traceback" not in seen
    assert files(repository) == before


HALF_MADE = """
import signal
from asyncio.selector_events import BaseSelectorEventLoop

BaseSelectorEventLoop._make_self_pipe = lambda loop: signal.raise_signal(signal.SIGINT)
"""


def test_a_question_can_be_left_before_it_is_shown(tmp_path: Path, repository: Path) -> None:
    """The event loop that waits for keys has no sockets yet, and says so when it is dropped."""
    (tmp_path / "sitecustomize.py").write_text(HALF_MADE)
    seen, code = on_a_terminal(
        *(*HELMWRIGHT, "new", "service", "--app", "shop", "--name", "search", "--kind", "web"),
        env={"PYTHONPATH": str(tmp_path)},
    )
    assert (seen.replace(CURSOR, ""), code) == ("\ninterrupted\n", 130)


def test_every_command_can_be_tried(repository: Path, run: Run) -> None:
    furnish(repository)
    packed = (repository / "own-0.1.0.tgz").read_bytes()
    assert run(*EVERY["charts package"]).exit_code == 0
    assert (repository / "dist/own-0.1.0.tgz").read_bytes() == packed
