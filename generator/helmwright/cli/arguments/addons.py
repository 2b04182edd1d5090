"""Which add-on: asked on a terminal, offered by a shell, and refused where its descriptor would be none."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from helmwright import layout
from helmwright.cli.arguments.answers import interactive
from helmwright.cli.arguments.types import words
from helmwright.cli.exit_codes import Unable
from helmwright.cli.session import Session
from helmwright.descriptors import schema
from helmwright.hints import did_you_mean
from helmwright.known import read
from helmwright.model.source import Source, Sources
from helmwright.yamlio import descriptor
from helmwright.yamlio.descriptor import Document


def known_names(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The names of known add-ons, for a shell that completes."""
    return words(read.names(), incomplete)


def which(session: Session) -> str:
    """The known add-on that the person at the terminal chooses from the list. Raises Unable without a terminal."""
    if not interactive(defaults=False):
        raise Unable("which add-on is missing", f"name one: {', '.join(read.names())}")
    width = max(map(len, read.names()))
    for known in map(read.read, read.names()):
        session.remark(f"{known.name:{width}}  {known.summary}")
    chosen: str = click.prompt("Name of the add-on", value_proc=_known, err=True)
    return chosen


def refuse(path: str, text: str) -> None:
    """Raises Unable where the text is no descriptor for that place."""
    document, place = descriptor.read(text.encode()), layout.place(path)
    if not isinstance(document, Document):
        raise Unable(document[0].message, document[0].hint)
    if place:
        for finding in schema.check(Sources((Source(path, place, document),), ())):
            raise Unable(finding.message, finding.hint)


def _known(name: str) -> str:
    if name not in read.names():
        raise click.UsageError(
            f"no add-on is known as '{name}'; {did_you_mean(name, read.names(), 'see above')}"
        )
    return name
