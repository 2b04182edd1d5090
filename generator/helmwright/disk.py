"""Reads from disk. Whatever helmwright reads that a stranger may have put there, it reads through this module.

- A read ends: it takes no more than it is told to, and waits for no pipe and no device.
- A folder that cannot be listed is never an empty one.
- A link is followed only to what lies in the same folder, the one that a person named, and never into `.git`,
  where credentials may lie.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from helmwright.findings import Finding, Location
from helmwright.limits import CHART_FILES, CHART_FOLDER_BYTES, GIT_FILE_BYTES, Limit

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_GIT, _SUBMODULES = ".git", ".gitmodules"
_NOWHERE = "the link leads nowhere", "remove it, or put the file itself here"
_NO_FILE = "this is not a file", "remove it, or give it another name"
_NO_FOLDER = "this is not a folder", "make it the folder that belongs here"
_SUBMODULE_PATH = re.compile(rb"""^[ \t]*path[ \t]*=[ \t]*"?(.+?)"?[ \t]*\r?$""", re.MULTILINE)


class Kind(StrEnum):
    """What a name in a folder stands for."""

    FILE = "file"
    FOLDER = "folder"
    LINK = "link"
    OTHER = "other"


class UnreadableError(OSError):
    """Why something is not read. `code` is that of the finding; `path` is below the folder, or as it was given."""

    def __init__(self, code: str, path: str, reason: str, hint: str = "") -> None:
        super().__init__(errno.EINVAL, reason, path or ".")
        self.code, self.path, self.reason, self.hint = code, path, reason, hint

    def __str__(self) -> str:
        return f"{self.filename}: {self.reason}"


def head(path: Path, most: int) -> bytes:
    """The first `most` bytes of a file that a person named. Raises OSError, UnreadableError for what is no file."""
    return _head(os.fspath(path), path.as_posix(), most)


def _head(place: str, named: str, most: int) -> bytes:
    """The first `most` bytes of the file at a place, which is named otherwise to people."""
    if not stat.S_ISREG(os.stat(place).st_mode):  # before it is opened, which some devices take for an order
        raise UnreadableError("L115", named, *_NO_FILE)
    with open(os.open(place, _FLAGS), "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableError("L115", named, *_NO_FILE)
        return file.read(min(most, status.st_size + 1))


def read(path: Path, limit: Limit) -> bytes:
    """A file that a person named. Raises OSError, UnreadableError for what is no file or has more than the limit."""
    content = head(path, limit.value + 1)
    if len(content) > limit.value:
        raise too_large(path.as_posix(), limit)
    return content


@dataclass(frozen=True)
class Folder:
    """A folder that a person named, and `what` it is in words. Paths are those below it, with forward slashes."""

    path: Path
    what: str = "the repository"

    @cached_property
    def _real(self) -> str:
        return os.path.realpath(self.path)

    @cached_property
    def _folders(self) -> dict[str, tuple[str, bool]]:
        """Where folders really are, and whether no link leads there: many files in one are not as many questions."""
        return {}

    @cached_property
    def submodules(self) -> frozenset[str]:
        """Where git puts other repositories, as far as `.gitmodules` says it."""
        if not os.path.lexists(os.path.join(self._real, _SUBMODULES)):
            return frozenset()
        found = _SUBMODULE_PATH.findall(self.read(_SUBMODULES, GIT_FILE_BYTES))
        return frozenset(os.fsdecode(path).strip("/") for path in found)

    def kind(self, path: str) -> Kind | None:
        """What is at the path, a link followed: None when nothing is, and OTHER for a pipe or device.

        Raises UnreadableError when that cannot be said, as for a link that is not followed, when a file stands where a
        folder would be on the way, and when a name on the way is there in another case.
        """
        place = self._inside(path)
        try:
            mode = os.stat(place).st_mode
        except FileNotFoundError:
            self._check_missing(path)
            return None
        except OSError as error:
            raise self._cannot("L115", path, error) from error
        return Kind.FILE if stat.S_ISREG(mode) else Kind.FOLDER if stat.S_ISDIR(mode) else Kind.OTHER

    def head(self, path: str, most: int) -> bytes:
        """The first `most` bytes of a file. Raises UnreadableError."""
        return self._head(path, self._inside(path), most)

    def read(self, path: str, limit: Limit) -> bytes:
        """A whole file. Raises UnreadableError, also when it has more than the limit."""
        content = self.head(path, limit.value + 1)
        if len(content) > limit.value:
            raise too_large(path, limit)
        return content

    def list(self, path: str = "") -> dict[str, Kind]:
        """What is in a folder by name, sorted; links are named and not followed. Raises UnreadableError."""
        return self._list(path, self._inside(path))

    def folder(self, path: str, what: str) -> Folder:
        """A folder below this one, out of which no link leads either. Raises UnreadableError."""
        if self.kind(path) is not Kind.FOLDER:
            raise UnreadableError("L118", path, *_NO_FOLDER)
        return Folder(Path(self._inside(path)), what)

    def files(self, limit: Limit = CHART_FOLDER_BYTES, most: Limit = CHART_FILES) -> dict[str, bytes]:
        """Every file at any depth by its path, sorted, without those of git.

        Links are followed. Raises UnreadableError, also when they are more, or have more bytes in all, than the limits.
        """
        found: dict[str, bytes] = {}
        size = 0
        for number, (path, real, kind) in enumerate(self._walk(""), start=1):
            if number > most.value:
                raise too_large("", most)
            if kind is not Kind.FOLDER:
                found[path] = self._head(path, real, limit.value - size + 1)
                size += len(found[path])
            if size > limit.value:
                raise too_large("", limit)
        return dict(sorted(found.items()))

    def walk(self, path: str = "") -> Iterator[tuple[str, Kind]]:
        """Everything below a folder and what it is, links followed, without what is git's. Raises UnreadableError."""
        return ((below, kind) for below, _, kind in self._walk(path))

    def _walk(self, path: str) -> Iterator[tuple[str, str, Kind]]:
        waiting: list[tuple[str, str, tuple[str, ...]]] = [(path, self._inside(path), ())]
        while waiting:
            folder, real, crossed = waiting.pop()
            for name, kind in self._list(folder, real).items():
                if name == _GIT:
                    continue
                below, place, found, above = _join(folder, name), os.path.join(real, name), kind, crossed
                if kind is Kind.LINK:
                    place, found, above = self._inside(below), self.kind(below) or kind, (*crossed, real)
                    if any(f"{one}/".startswith(f"{place}/") for one in above):
                        raise UnreadableError(
                            "L118", below, "the link leads to a folder that it is in", "remove it"
                        )
                if found not in (Kind.FILE, Kind.FOLDER):
                    raise UnreadableError("L115", below, *_NO_FILE)
                if found is Kind.FOLDER:
                    waiting.append((below, place, above))
                yield below, place, found

    def _head(self, path: str, real: str, most: int) -> bytes:
        try:
            return _head(real, path, most)
        except UnreadableError:
            raise
        except OSError as error:
            raise self._cannot("L115", path, error) from error

    def _list(self, path: str, real: str) -> dict[str, Kind]:
        try:
            with os.scandir(real) as found:
                names = {entry.name: _kind(entry) for entry in found}
        except OSError as error:
            raise self._cannot("L118", path, error) from error
        if not names and path in self.submodules:
            raise unfetched(path)
        return dict(sorted(names.items()))

    def _inside(self, path: str) -> str:
        """Where a path really leads. Raises UnreadableError when that is not in this folder."""
        if not path:
            return self._real
        parent, _, name = path.rpartition("/")
        if parent not in self._folders:
            place = os.path.join(self._real, *parent.split("/"))
            found = os.path.realpath(place)
            self._folders[parent] = found, found == place
        folder, is_plain = self._folders[parent]
        real = os.path.join(folder, name)
        if name != os.pardir and not os.path.islink(real):
            if is_plain:
                return real
        else:
            real = os.path.realpath(real)
        if real == os.path.join(self._real, *path.split("/")):
            return real
        inside = os.path.relpath(real, self._real).split(os.sep)
        if os.pardir in inside[:1] or os.path.isabs(inside[0]):
            raise UnreadableError(
                "L114", path, f"the link leads out of {self.what}", "put the file itself here"
            )
        if _GIT in inside and _GIT not in path.split("/"):
            raise UnreadableError("L114", path, f"the link leads into {_GIT}", "put the file itself here")
        return real

    def _check_missing(self, path: str) -> None:
        """Raises UnreadableError when something is there after all: a broken link, or a name in another case."""
        if not os.path.lexists(self._real):
            return
        parent = ""
        for name in path.split("/"):
            below = _join(parent, name)
            place = os.path.join(self._real, below)
            if not os.path.lexists(place):
                for other in self.list(parent):
                    if other.casefold() == name.casefold():
                        raise misspelt(_join(parent, other), below)
                if below in self.submodules:
                    raise unfetched(below)
                return
            if not os.path.exists(place):
                raise UnreadableError("L115", below, *_NOWHERE)
            parent = below

    def _cannot(self, code: str, path: str, error: OSError) -> UnreadableError:
        """The error in words that are the same wherever the folder is, at the first name that is wrong."""
        parts = path.split("/")
        for below in ("/".join(parts[:length]) for length in range(1, len(parts) + 1)):
            place = os.path.join(self._real, below)
            if os.path.islink(place) and not os.path.exists(place):
                return UnreadableError("L115", below, *_NOWHERE)
            if isinstance(error, NotADirectoryError) and not os.path.isdir(place):
                return UnreadableError("L118", below, *_NO_FOLDER)
        what = "folder" if code == "L118" else "file"
        return UnreadableError(
            code, path, f"the {what} cannot be read: {error.strerror}", "give yourself read permission"
        )


def finding(error: UnreadableError) -> Finding:
    """What a report says of it."""
    path = error.path if error.path.isprintable() else ascii(error.path)[1:-1]
    return Finding(error.code, Location(path or "."), error.reason, error.hint)


def unfetched(path: str) -> UnreadableError:
    """What is wrong with a submodule that is empty."""
    return UnreadableError("L119", path, "this submodule was not fetched", "run git submodule update --init")


def misspelt(path: str, right: str) -> UnreadableError:
    """What is wrong with a name that would be read if it were written in another case."""
    return UnreadableError("L120", path, "nothing reads this name in this case", f"rename it to {right}")


def too_large(path: str, limit: Limit) -> UnreadableError:
    """What is wrong with more than a limit."""
    return UnreadableError("L115", path, f"this is more than {limit.value:,} {limit.unit}", "make it smaller")


def _join(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _kind(entry: os.DirEntry[str]) -> Kind:
    if entry.is_symlink():
        return Kind.LINK
    if entry.is_dir(follow_symlinks=False):
        return Kind.FOLDER
    return Kind.FILE if entry.is_file(follow_symlinks=False) else Kind.OTHER
