"""Runs what a page shows: files are written, commands are run, and their output must be the output shown.

In a page, a block that starts with a comment of a path (`# apps/shop/app.yaml`) is that file, and a `console` block holds
commands after `$ ` with their output below. A line `...` stands for any lines.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PATH = re.compile(r"# ([\w./-]+\.yaml)\n")


@dataclass(frozen=True, slots=True)
class File:
    """A file that the page shows whole."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Command:
    """A command that the page shows, and its output."""

    line: str
    output: str


def steps(page: str) -> Iterator[File | Command]:
    """The page's files and commands in order."""
    for language, text in _BLOCK.findall(page):
        if language == "console":
            for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
                line, _, output = part.partition("\n")
                yield Command(line, output)
        elif found := _PATH.match(text):
            yield File(found[1], text[found.end() :])


def run(command: Command) -> str:
    """The output of a helmwright command in the current folder, standard error after standard output."""
    from helmwright.cli import main

    program, *arguments = shlex.split(command.line)
    if program == "cat":
        return "".join(Path(name).read_text(encoding="utf-8") for name in arguments)
    assert program == "helmwright", f"a page shows {program}, which nothing runs"
    result = CliRunner().invoke(main, arguments)
    return result.output


def matches(shown: str, actual: str) -> bool:
    """Whether the actual output is the one shown, `...` standing for any lines."""
    pattern = re.escape(shown).replace(re.escape("...\n"), "(?:.*\n)*?")
    return re.fullmatch(pattern, actual) is not None
