"""Writes results into a folder that the person names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from helmwright.cli.errors import Unable


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes the files, by their paths below the folder, over what is there.

    Raises Unable for a path that leads out of the folder, before anything is written, and OSError.
    """
    top = folder.resolve()
    for path in files:
        if not (top / path).resolve().is_relative_to(top):
            raise Unable(f"{path} leads out of {folder}")
    for path, content in files.items():
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        (top / path).write_bytes(content)
