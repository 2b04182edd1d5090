"""The one way in which files of a person's folders are written, for every command."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from helmwright.findings import Finding, Findings, Location
from helmwright.tree import Changes
from helmwright.writing import journal, stage
from helmwright.writing.journal import Entry, sync

if sys.platform != "win32":
    import fcntl


@dataclass(frozen=True, slots=True)
class Writer:
    """Who alone writes below a folder. `recovered` are the paths that an interrupted run had begun to write.

    A set of changes is made whole: killed before it begins to show, nothing has changed; killed later, the next writer
    makes the rest. Each file is replaced in one step, keeps the mode that it has, and is never written in place or
    through a link. With `durable` the new contents are on the disk before anything is replaced; what the same command
    makes again does without, and may be lost with the power.
    """

    root: Path
    recovered: tuple[str, ...]

    def apply(
        self, changes: Changes, on_done: Callable[[str], None] = lambda _: None, *, durable: bool = False
    ) -> None:
        """Makes the changes: first what is new or different, then what goes away.

        Raises OSError, FileExistsError for a file that is there and should be new, and both before anything changes
        unless the disk fails or somebody else writes there just then.
        """
        before = {change.path: change.before for change in changes}
        self._make([(change.path, change.after) for change in changes], on_done, durable, before)

    def put(self, files: Mapping[str, bytes], *, durable: bool = False) -> None:
        """Writes the files over what is there. Raises OSError, before anything changes unless the disk fails."""
        self._make(list(files.items()), lambda _: None, durable, {})

    def _make(
        self,
        files: Iterable[tuple[str, bytes | None]],
        on_done: Callable[[str], None],
        durable: bool,
        before: Mapping[str, bytes | None],
    ) -> None:
        files = sorted(files, key=lambda file: file[1] is None)
        if not files:
            return
        entries = stage.stage(self.root, files, durable=durable)
        stage.begin(self.root, entries, partial(_refuse_changed, self.root, before), durable=durable)
        try:
            for entry in entries:
                _carry_out(self.root, entry)
                on_done(entry.path)
            if durable:
                for folder in {(self.root / entry.path).parent for entry in entries}:
                    sync(folder)
        except (KeyboardInterrupt, SystemExit):
            stage.recover(self.root)
            raise
        except BaseException:
            if len(entries) == 1:
                stage.clear(self.root / stage.FOLDER)
            raise
        stage.clear(self.root / stage.FOLDER)


@contextmanager
def alone(root: Path, on_wait: Callable[[], None] = lambda: None) -> Iterator[Writer]:
    """The writer below `root`, while other runs wait, where the system can lock a folder.

    Finishes first what an interrupted run had begun. `on_wait` is called before this one has to wait. Raises OSError.
    """
    with _locked(root, on_wait):
        yield Writer(root, stage.recover(root))


def unfinished(root: Path) -> Findings:
    """A finding when what is on the disk is between two states, for those who only read."""
    try:
        if not stage.is_begun(root):
            return ()
    except OSError:
        return (Finding("P106", Location(stage.FOLDER), journal.NOT_OURS, "remove it"),)
    message = "another run is writing, or was interrupted while it did"
    hint = "wait for it, or run helmwright generate, which finishes what was begun"
    return (Finding("P106", Location(stage.FOLDER), message, hint),)


@contextmanager
def _locked(root: Path, on_wait: Callable[[], None]) -> Iterator[None]:
    if sys.platform == "win32":
        yield
        return
    folder = os.open(root, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            on_wait()
            with suppress(OSError):
                fcntl.flock(folder, fcntl.LOCK_EX)
        except OSError:  # a network file system without locks
            pass
        yield
    finally:
        os.close(folder)


def _carry_out(root: Path, entry: Entry) -> None:
    try:
        done = stage.carry_out(root, entry)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(root / entry.path)) from error
    if not done:
        raise _changed(root / entry.path)


def _refuse_changed(root: Path, planned: Mapping[str, bytes | None]) -> None:
    """Raises OSError when something is there now that was not when the changes were planned."""
    for name, before in planned.items():
        path = root / name
        if before is None and os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
        with suppress(FileNotFoundError):
            if before is not None and path.read_bytes() != before:
                raise _changed(path)


def _changed(path: Path) -> OSError:
    return OSError(errno.EBUSY, "somebody else has just changed this; run the command again", str(path))
