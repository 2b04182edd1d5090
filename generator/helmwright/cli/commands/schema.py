"""helmwright schema"""

from __future__ import annotations

import json
from pathlib import Path

import click

from helmwright import resources
from helmwright.cli.arguments.session_options import session_options
from helmwright.cli.arguments.types import Place
from helmwright.cli.files import write
from helmwright.cli.session import Session, pass_session
from helmwright.cli.terminal.output import remarks

_SUFFIX = ".schema.json"
_KINDS = sorted(path.name.removesuffix(_SUFFIX) for path in resources.schemas().glob(f"*{_SUFFIX}"))


@click.command()
@click.argument("kind", type=click.Choice(_KINDS, case_sensitive=False), required=False)
@click.option(
    "--output",
    metavar="DIR",
    type=Place(file_okay=False, path_type=Path),
    help="Write the schema, or all of them, into this folder instead.",
)
@session_options
@pass_session
def command(session: Session, kind: str | None, output: Path | None) -> int:
    """Print the JSON Schema of a kind of descriptor.

    Editors complete and check descriptors with it. Without a kind, lists them all.

    \b
    Examples:
      helmwright schema service
      helmwright schema --output schemas
    """
    files = {f"{name}{_SUFFIX}": _content(name) for name in _KINDS if kind in (None, name)}
    if output is not None:
        in_the_way = write(session, output, files)
        if in_the_way:
            return remarks(session, in_the_way)
        session.note(f"wrote {', '.join(files)} to {output}")
    elif kind is not None:
        session.out(_content(kind).decode())
    else:
        width = max(map(len, _KINDS))
        session.out("".join(f"{name:{width}}  {_summary(name)}\n" for name in _KINDS))
    return 0


def _summary(kind: str) -> str:
    """The first sentence of the schema's description."""
    description: str = json.loads(_content(kind))["description"]
    return description.partition(". ")[0].removesuffix(".")


def _content(kind: str) -> bytes:
    return (resources.schemas() / f"{kind}{_SUFFIX}").read_bytes()
