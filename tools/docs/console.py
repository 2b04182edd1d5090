"""Does what a page shows: files are written, commands are run, and their output must be the output shown.

In a page, a block that starts with a comment of a path (`# apps/shop/app.yaml`) is that file, whole; a `diff` block
that starts with `+++ ` and a path changes a file, in places divided by `@@`; and a `console` block holds commands
after `$ ` with their output below. A line `...` stands for any lines, `...` within a line for anything.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from helmwright.cli import main
from helmwright.cli.session import Session
from helmwright.render.engines import sdk

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PATH = re.compile(r"# ([\w./-]+\.(?:yaml|py))\n")
_GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Reader",
    "GIT_AUTHOR_EMAIL": "reader@acme.example",
    "GIT_COMMITTER_NAME": "Reader",
    "GIT_COMMITTER_EMAIL": "reader@acme.example",
}


@dataclass(frozen=True, slots=True)
class File:
    """A file that the page shows whole."""

    path: str
    text: str

    def write(self) -> None:
        path = Path(self.path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.text, encoding="utf-8", newline="\n")


@dataclass(frozen=True, slots=True)
class Edit:
    """A change that the page makes to a file: the old lines stand there once, and the new ones take their place."""

    path: str
    old: str
    new: str

    def write(self) -> None:
        text = Path(self.path).read_text(encoding="utf-8")
        if text.count(self.old) != 1:
            raise ValueError(f"{self.path} has this {text.count(self.old)} times:\n{self.old}")
        File(self.path, text.replace(self.old, self.new)).write()


@dataclass(frozen=True, slots=True)
class Command:
    """A command that the page shows, and its output."""

    line: str
    output: str

    def run(self) -> str:
        """What the command prints in the current folder, both streams as a terminal shows them."""
        program, *arguments = shlex.split(self.line)
        return _PROGRAMS[program](arguments)


def blocks(page: str) -> Iterator[tuple[str, str]]:
    """Every block of code with its language, in order."""
    yield from _BLOCK.findall(page)


def steps(page: str) -> Iterator[File | Edit | Command]:
    """The page's files, edits and commands in order."""
    for language, text in blocks(page):
        if language == "diff":
            head, _, hunks = text.partition("\n")
            for lines in (hunk.splitlines(keepends=True) for hunk in hunks.split("@@\n")):
                old = "".join(line[1:] for line in lines if line[0] != "+")
                new = "".join(line[1:] for line in lines if line[0] != "-")
                yield Edit(head.removeprefix("+++ "), old, new)
        elif language == "console":
            for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
                line, _, output = part.partition("\n")
                yield Command(line, output)
        elif found := _PATH.match(text):
            yield File(found[1], text)


def matches(shown: str, actual: str) -> bool:
    """Whether the actual output is the one shown, `...` standing for anything."""
    pattern = "".join(
        r"(?:.*\n)*?" if line == "...\n" else ".*".join(map(re.escape, line.split("...")))
        for line in shown.splitlines(keepends=True)
    )
    return re.fullmatch(pattern, actual) is not None


_LIBRARY = sdk.SdkRenderer()
"""Helm's library, whose processes take longer to start than most of what the pages show; it outlives the runs."""


def _helmwright(arguments: Sequence[str]) -> str:
    session = Session(engines=dict.fromkeys((None, "sdk"), _LIBRARY) if sdk.package() else {})
    run = CliRunner().invoke(main, arguments, prog_name="helmwright", obj=session, catch_exceptions=False)
    return run.output


def _pytest(arguments: Sequence[str]) -> str:
    # By name, since a checkout on PYTHONPATH has no entry points; and as on a person's machine.
    command = [sys.executable, "-m", "pytest", "-p", "chartwright.testing.plugin", *arguments]
    environment = {name: value for name, value in os.environ.items() if name != "CI"}
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    return done.stdout


def _git(arguments: Sequence[str]) -> str:
    done = subprocess.run(
        ["git", *arguments],  # noqa: S607
        env={**os.environ, **_GIT},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


def _cat(names: Sequence[str]) -> str:
    return "".join(Path(name).read_text(encoding="utf-8") for name in names)


def _rm(names: Sequence[str]) -> str:
    for name in names:
        if Path(name).is_file():
            Path(name).unlink()
        elif name != "-r":
            shutil.rmtree(name)
    return ""


def _cd(names: Sequence[str]) -> str:
    os.chdir(names[0])
    return ""


_PROGRAMS: Mapping[str, Callable[[Sequence[str]], str]] = {
    "helmwright": _helmwright,
    "git": _git,
    "pytest": _pytest,
    "cat": _cat,
    "rm": _rm,
    "cd": _cd,
}
