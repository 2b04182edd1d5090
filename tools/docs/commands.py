"""The reference page of the commands: every --help, word for word."""

from __future__ import annotations

from collections.abc import Iterator

import click
from click.testing import CliRunner

from helmwright.cli import main

Words = tuple[str, ...]


def commands() -> str:
    """Every command's help, as a terminal of 80 columns shows it, in the order in which the help lists them."""
    lines = ["# Commands", "", "What `--help` says, word for word.", ""]
    for words in _walk((), main):
        shown = CliRunner().invoke(main, [*words, "--help"], prog_name="helmwright", terminal_width=80).output
        lines += [f"## {' '.join(('helmwright', *words))}", "", "```text", shown.rstrip("\n"), "```", ""]
    return "\n".join(lines)


def _walk(words: Words, command: click.Command) -> Iterator[Words]:
    yield words
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            if found is not None:
                yield from _walk((*words, name), found)
