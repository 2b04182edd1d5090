"""Puts a new descriptor where it belongs, which is nobody's file but the person's from then on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from helmwright.tree import Change
from helmwright.writing.places import obstacles
from helmwright.writing.writer import alone


class ScaffoldError(Exception):
    """Nothing was made, for a reason that the person who asked can do something about."""


@dataclass(frozen=True, slots=True)
class Created:
    """A new descriptor: its path in the repository, and what there is to do next."""

    path: str
    message: str


def place(content: bytes, root: Path, path: str) -> None:
    """Writes a file that is not there yet. Raises OSError, and ScaffoldError where something is in its way."""
    with alone(root) as writer:
        for finding in obstacles(root, (path,)):
            raise ScaffoldError(f"{finding.location.path}: {finding.message}")
        try:
            writer.apply((Change(path, None, content),), durable=True)
        except FileExistsError as error:
            raise ScaffoldError(f"{path} exists already") from error
