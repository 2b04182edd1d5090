"""Makes a descriptor, and tells what is wrong with it and what comes next."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from helmwright import pipeline
from helmwright.cli import repository
from helmwright.cli.exit_codes import Unable
from helmwright.cli.session import Session
from helmwright.cli.terminal.output import remarks
from helmwright.findings import failed
from helmwright.model.inputs import Inputs
from helmwright.scaffold.placing import Created, ScaffoldError


def teams(inputs: Inputs | None) -> tuple[str, ...]:
    """The teams of a repository, none of one with errors."""
    return tuple(inputs.repository.teams) if inputs else ()


def made(session: Session, make: Callable[[Path, Inputs | None], Created]) -> int:
    """Makes a descriptor in a repository that holds this, None for one with errors, and tells what is wrong with it."""
    root = repository.root(session)
    before = pipeline.lint(root)
    try:
        created = make(root, before.inputs)
    except ScaffoldError as error:
        raise Unable(str(error)) from error
    session.out(f"created {created.path}\n")
    findings, known = pipeline.lint(root).findings, frozenset(before.findings)
    own = tuple(finding for finding in findings if finding not in known)
    others = tuple(finding for finding in findings if finding in known)
    # What comes next would not work while the new file has errors.
    message = created.message.rpartition("Next:")[0].rstrip() if failed(own) else created.message
    if message:
        session.note(f"\n{message}")
    code = remarks(session, own)
    if others:
        session.remark("elsewhere in the repository:")
        remarks(session, others)
    return code
