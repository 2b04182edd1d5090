"""The reference page of the commands: every --help, word for word."""

from __future__ import annotations

from collections.abc import Iterator

import click

from helmwright.cli import main


def commands() -> str:
    """Every command's help in the order in which the help lists them."""
    lines = ["# Commands", "", "Every `--help`, word for word.", ""]
    for path, command in _walk("helmwright", main):
        context = click.Context(command, info_name=path, max_content_width=100, terminal_width=100)
        lines += [f"## {path}", "", "```text", command.get_help(context), "```", ""]
    return "\n".join(lines)


def _walk(path: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        for name in command.commands:
            yield from _walk(f"{path} {name}", command.commands[name])
