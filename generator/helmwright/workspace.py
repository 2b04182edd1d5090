"""The generated files on disk, as they are."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from helmwright import layout
from helmwright.findings import Finding, Findings, Location, ordered
from helmwright.tree import Tree


def read(root: Path) -> tuple[Tree, Findings]:
    """Every file in the generated areas by its path, and what cannot be read there."""
    tree: dict[str, bytes] = {}
    findings: list[Finding] = []
    for path in sorted(_generated(root)):
        name = path.relative_to(root).as_posix()
        if path.is_symlink():
            message = "a link stands among generated files, and nothing is written through a link"
            findings.append(Finding("P105", Location(name), message, "remove it"))
        else:
            try:
                if path.is_file():
                    tree[name] = path.read_bytes()
                else:
                    findings.append(Finding("P105", Location(name), "this is not a file", "remove it"))
            except OSError as error:
                findings.append(Finding("P105", Location(name), f"the file cannot be read: {error.strerror}"))
    return tree, ordered(findings)


def _generated(root: Path) -> Iterator[Path]:
    """Files in the generated areas, and links on the way there. No link to a folder is followed."""
    for folder, folders, files in os.walk(root):
        prefix = folder[len(str(root)) :].replace(os.sep, "/").lstrip("/")
        prefix += "/" if prefix else ""
        folders[:] = [name for name in folders if layout.leads_to_generated(prefix + name)]
        yield from (path for name in folders if (path := Path(folder, name)).is_symlink())
        yield from (Path(folder, name) for name in files if layout.is_generated(prefix + name))
