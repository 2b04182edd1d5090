"""Where something may be written: below a folder, through no link, over nothing but a plain file."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from helmwright.findings import Finding, Findings, Location, ordered

Signature = tuple[int, int, int]
"""The inode, the time of the last change in nanoseconds and the size of what is at a path: the same file, untouched."""
_GIT = ".git"


def obstacles(root: Path, paths: Iterable[str], shown: str = "") -> Findings:
    """A finding for everything below `root` that keeps a file from being written at one of the paths.

    `shown` is put before the paths, as the person knows them.
    """
    found = {obstacle for path in paths if (obstacle := _obstacle(root, path))}
    return ordered(
        Finding("P105", Location(f"{shown}{place}"), message, hint) for place, message, hint in found
    )


def signature(path: Path) -> Signature | None:
    """What is at the path, None when nothing is. Follows no link in its last part. Raises OSError."""
    try:
        status = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size


def refuse(root: Path, path: str) -> None:
    """Raises OSError when nothing may be written at the path."""
    if obstacle := _obstacle(root, path):
        place, message, _ = obstacle
        raise OSError(errno.EBUSY, message, str(root / place))


def _obstacle(root: Path, path: str) -> tuple[str, str, str] | None:
    """The place in the way, what is wrong with it, and what to do."""
    parts = path.split("/")
    if (
        Path(path).parts != tuple(parts)
        or Path(path).anchor
        or ".." in parts
        or _GIT in map(str.lower, parts)
    ):
        return path, "nothing is written there", "name another path"
    place = ""
    for depth, part in enumerate(parts, start=1):
        place = f"{place}/{part}" if place else part
        try:
            mode = os.lstat(f"{root}/{place}").st_mode
        except FileNotFoundError:
            return None
        if stat.S_ISLNK(mode):
            return place, "a link stands here, and nothing is written through a link", "remove it"
        if not (stat.S_ISDIR(mode) if depth < len(parts) else stat.S_ISREG(mode)):
            return place, "this stands in the way of what is to be written", "move it away"
    return None
