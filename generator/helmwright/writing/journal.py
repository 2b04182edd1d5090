"""The journal of a set of changes: what is replaced by what, in a file beside the new contents.

A stranger's checkout may bring one along, and it would say what to write where. It counts for nothing, since the inodes
and times in it are not those of the files that git, tar or cp made here.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from helmwright import disk
from helmwright.limits import JOURNAL_BYTES
from helmwright.writing.places import Signature

NAME = "journal"
DRAFT = "journal.new"
NOT_OURS = "this is where changes are prepared, and it was not left by a run here"


@dataclass(frozen=True, slots=True)
class Entry:
    """One change. `staged` is the new content's name in the folder, empty for a removal; `after` is that file.

    `before` is what is replaced or removed, None when nothing is there yet.
    """

    path: str
    staged: str
    after: Signature | None
    before: Signature | None


def write(folder: Path, entries: Sequence[Entry], *, durable: bool) -> None:
    """Writes the journal into the folder in one step. Raises OSError."""
    content = {
        "folder": folder.stat().st_ino,
        "entries": [[entry.path, entry.staged, entry.after, entry.before] for entry in entries],
    }
    create(folder / DRAFT, json.dumps(content).encode(), durable=durable)
    (folder / DRAFT).replace(folder / NAME)
    if durable:
        sync(folder)


def read(folder: Path) -> tuple[Entry, ...]:
    """What the journal in the folder says, nothing without one. Raises OSError when it was not written here."""
    if folder.is_symlink() or not folder.is_dir():
        raise not_ours(folder)
    try:
        content = json.loads(disk.read(folder / NAME, JOURNAL_BYTES))
        if content["folder"] != folder.stat().st_ino:
            raise not_ours(folder)
        return tuple(_entry(*row) for row in content["entries"])
    except FileNotFoundError:
        return ()
    except (disk.UnreadableError, ValueError, TypeError, KeyError, IndexError, RecursionError) as error:
        raise not_ours(folder) from error


def not_ours(folder: Path) -> OSError:
    """The error for a folder that no run here has made."""
    return OSError(errno.EBUSY, f"{NOT_OURS}; remove it", str(folder))


def create(path: Path, content: bytes, *, durable: bool) -> None:
    """Writes a new file; with `durable` it is on the disk then. Raises OSError."""
    with path.open("xb") as file:
        file.write(content)
        if durable:
            file.flush()
            os.fsync(file.fileno())


def sync(folder: Path) -> None:
    """Waits until what a folder lists is on the disk, where the system can tell."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _entry(path: str, staged: str, after: list[int] | None, before: list[int] | None) -> Entry:
    if not isinstance(path, str) or not isinstance(staged, str) or not (staged == "" or staged.isdecimal()):
        raise TypeError(path)
    signatures = [found and (int(found[0]), int(found[1]), int(found[2])) for found in (after, before)]
    return Entry(path, staged, signatures[0] or None, signatures[1] or None)
