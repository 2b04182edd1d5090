"""The repositories of `cases/`: each folder holds what is its own, and `cases/defaults/` what most have alike.

A case that has no `helmwright.yaml`, or no `environments/`, has the default one.
"""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "cases"
_EXPECTED = shutil.ignore_patterns("expected", "findings.txt")


def lay(case: str, root: Path) -> Path:
    """Makes the repository of a case, such as `valid/every-field`, at a path where nothing is yet; returns the path."""
    shutil.copytree(FOLDER / case, root, ignore=_EXPECTED)
    for default in (FOLDER / "defaults").iterdir():
        if not (root / default.name).exists():
            (shutil.copytree if default.is_dir() else shutil.copy)(default, root / default.name)
    return root


@cache
def valid(name: str) -> Path:
    """The repository of a case of `valid/`, to read: it is one for all tests."""
    return lay(f"valid/{name}", _room() / name)


@cache
def _room() -> Path:
    room = tempfile.TemporaryDirectory(prefix="helmwright-cases-")
    _ROOMS.append(room)
    return Path(room.name)


_ROOMS: list[tempfile.TemporaryDirectory[str]] = []
"""They are removed when the interpreter ends."""
