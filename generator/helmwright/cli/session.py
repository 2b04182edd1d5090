"""What one run of the program knows: where it works, how much it says, and where its words go."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from helmwright.report.terminal import visible

if TYPE_CHECKING:  # help and completion need no engine
    from helmwright.render.engine import Renderer


@dataclass(slots=True)
class Session:
    """The options that every command has. Results go to stdout, everything else to stderr."""

    start: Path = Path()
    """The folder that the program was started in or sent to with -C."""
    quiet: bool = False
    verbose: bool = False
    engines: dict[str | None, Renderer] = field(default_factory=dict)
    """The Helm engines that are there already, by the name that is asked for: a run has one of each."""

    def out(self, text: str) -> None:
        """A result, which ends its own lines."""
        click.echo(text, nl=False, color=True)

    def note(self, line: str) -> None:
        """Something that is good to know, unless the person wants it quiet."""
        if not self.quiet:
            self.error(line)

    def detail(self, line: str) -> None:
        """Something that only matters when one looks closely."""
        if self.verbose:
            self.error(line)

    def error(self, text: str) -> None:
        """What is wrong. Whatever it repeats, no character of it moves the cursor of a terminal."""
        self.remark("\n".join(map(visible, text.split("\n"))))

    def remark(self, painted: str) -> None:
        """Text of a report, which is safe already."""
        click.echo(painted, err=True, color=True)


pass_session = click.make_pass_decorator(Session, ensure=True)
