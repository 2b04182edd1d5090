"""The repositories of `cases/`: each folder holds what is its own, and `cases/defaults/` what most have alike.

A case that has no `helmwright.yaml`, or no `environments/`, has the default one; an invalid or refused one that has no
`apps/` the default ones; a chart that has no `Chart.yaml`, or no `templates/`, the default ones.
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
    kind, _, _ = case.partition("/")
    for defaults, folder in ((kind, root), ("all", root), ("chart", root / "charts/service")):
        fill(folder, defaults)
    return root


def fill(folder: Path, defaults: str) -> None:
    """Puts the defaults of this name where a folder, if it is there, has nothing."""
    for default in (FOLDER / "defaults" / defaults).glob("*") if folder.is_dir() else ():
        if not (folder / default.name).exists():
            (shutil.copytree if default.is_dir() else shutil.copy)(default, folder / default.name)


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
