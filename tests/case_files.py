"""The repositories of `cases/`: each folder holds what is its own, and `cases/defaults/` what most have alike.

A case has each file of `all` that it does not hold itself, and an invalid or refused one each of `flawed`, which is a
service in an environment. Where it has a folder `charts/own` or `charts/service`, that has each file of the default
chart of this name that it does not hold. Tests take away what a case must be without.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "cases"
DEFAULTS = {"invalid": ("all", "flawed"), "refused": ("all", "flawed"), "valid": ("all",)}
_EXPECTED = shutil.ignore_patterns("expected", "findings.txt")


def lay(case: str, root: Path) -> Path:
    """Makes the repository of a case, such as `valid/every-field`, at a path where nothing is yet; returns the path."""
    shutil.copytree(FOLDER / case, root, ignore=_EXPECTED, copy_function=shutil.copyfile)
    for defaults in DEFAULTS[case.partition("/")[0]]:
        fill(root, defaults)
    for name in ("own", "service"):
        fill(root / "charts" / name, f"charts/{name}")
    return root


def fill(folder: Path, defaults: str) -> None:
    """Puts each default of this name where a folder, if it is there, has no such file."""
    for path, content in contents(defaults).items() if folder.is_dir() else ():
        if not (folder / path).exists():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)


@cache
def contents(defaults: str) -> Mapping[str, bytes]:
    """The defaults of this name, by path."""
    folder = FOLDER / "defaults" / defaults
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


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
