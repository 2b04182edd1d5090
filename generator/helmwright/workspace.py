"""The generated files on disk: reads them, and applies changes so that none is ever half-written."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from helmwright import layout
from helmwright.findings import Finding, Findings, Location, ordered
from helmwright.tree import Action, Changes, Tree

if sys.platform != "win32":
    import fcntl

TEMPORARY = ".helmwright-tmp"
"""The suffix of a file that is being written; one that is left over was ours and is removed."""


def read(root: Path) -> tuple[Tree, Findings]:
    """Every file in the generated areas by its path, and what cannot be read there."""
    tree: dict[str, bytes] = {}
    findings: list[Finding] = []
    for path in sorted(_generated(root)):
        name = path.relative_to(root).as_posix()
        if path.is_symlink():
            message = "a link stands among generated files, and nothing is written through a link"
            findings.append(Finding("P105", Location(name), message, "remove it"))
        elif not name.endswith(TEMPORARY):
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


def apply(root: Path, changes: Changes, on_done: Callable[[str], None] = lambda _: None) -> None:
    """Makes the changes: first what is new or different, then what goes away.

    Each file is written beside its place and then moved there in one step, so that a reader sees the old file
    or the new one. A second run waits for the first. When this is interrupted the next run plans the rest
    again. Raises OSError.
    """
    with alone(root):
        _apply(root, changes, on_done)


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Keeps other runs from writing in the repository meanwhile, where the system can lock a folder."""
    if sys.platform == "win32":
        yield
        return
    folder = os.open(root, os.O_RDONLY)
    try:
        with suppress(OSError):  # a network file system without locks
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _apply(root: Path, changes: Changes, on_done: Callable[[str], None]) -> None:
    for leftover in _generated(root):
        if leftover.name.endswith(TEMPORARY):
            leftover.unlink()
    for change in changes:
        if change.after is not None:
            write(root / change.path, change.after)
            on_done(change.path)
    for change in changes:
        if change.action is Action.DELETE:
            (root / change.path).unlink(missing_ok=True)
            _remove_empty(root, (root / change.path).parent)
            on_done(change.path)


def obstacles(root: Path, changes: Changes) -> Findings:
    """What stands where the changes need a folder: a file, or a folder where a file belongs."""
    parents = {parent for change in changes for parent in Path(change.path).parents if parent.name}
    found = {parent.as_posix() for parent in parents if (root / parent).is_file()}
    found |= {change.path for change in changes if change.after is not None and (root / change.path).is_dir()}
    message = "this stands in the way of generated files"
    return ordered(Finding("P105", Location(path), message, "move it away") for path in found)


def write(path: Path, content: bytes) -> None:
    """Writes one file so that a reader sees the old one or the new one. Raises OSError, which names the file."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, content)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _replace(path: Path, content: bytes) -> None:
    temporary = path.with_name(path.name + TEMPORARY)
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _remove_empty(root: Path, folder: Path) -> None:
    """Removes the folders that a removal left empty, up to the generated area's top."""
    while folder != root and layout.is_generated(f"{folder.relative_to(root).as_posix()}/x"):
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
