"""A set of changes between its beginning and its end, in a folder of its own beside what it changes.

New contents are written into the folder first. Then a journal in it names every change, and from that moment on the
set is made: here, or by the next run if this one is killed. Before, it is taken back. Each change is one step of the
file system, so nobody ever sees half a file, and one is only made if what it replaces is still what it was.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from helmwright import layout
from helmwright.writing import journal
from helmwright.writing.journal import Entry
from helmwright.writing.places import obstacles, refuse, signature

FOLDER = layout.CHANGES


def is_begun(root: Path) -> bool:
    """Whether a set of changes has begun to be made, and has not ended. Raises OSError when the folder is not ours."""
    folder = root / FOLDER
    if signature(folder) is None:
        return False
    try:
        journal.read(folder)
        if not all(map(_is_staged, folder.iterdir())):
            raise journal.not_ours(folder)
    except OSError:
        if signature(folder) is not None:
            raise
        return False  # another run has just removed it
    return (folder / journal.NAME).is_file()


def stage(root: Path, files: Iterable[tuple[str, bytes | None]], *, durable: bool) -> tuple[Entry, ...]:
    """Writes the new contents, by the paths that they are for, into the folder. Raises OSError, and takes all back."""
    folder = root / FOLDER
    folder.mkdir(mode=0o700)
    try:
        return tuple(
            _staged(root, number, path, content, durable) for number, (path, content) in enumerate(files)
        )
    except BaseException:
        clear(folder)
        raise


def _staged(root: Path, number: int, path: str, content: bytes | None, durable: bool) -> Entry:
    target = root / path
    refuse(root, path)
    before = signature(target)
    if content is None:
        return Entry(path, "", None, before)
    file = root / FOLDER / str(number)
    journal.create(file, content, durable=durable)
    if before:
        file.chmod(stat.S_IMODE(target.stat().st_mode) & 0o777)
    return Entry(path, file.name, signature(file), before)


def begin(root: Path, entries: Sequence[Entry], check: Callable[[], None], *, durable: bool) -> None:
    """From here on what is staged will be made, if the check raises nothing. Raises OSError, and takes all back.

    A single change needs no journal: it is made or not.
    """
    folder = root / FOLDER
    try:
        check()
        if len(entries) > 1:
            journal.write(folder, entries, durable=durable)
    except BaseException:
        clear(folder)
        raise


def carry_out(root: Path, entry: Entry) -> bool:
    """Makes one change, unless it is made already; False when what is there now is not what it was. Raises OSError."""
    target, staged = root / entry.path, root / FOLDER / entry.staged
    if entry.staged and signature(staged) != entry.after:
        return True
    if obstacles(root, (entry.path,)):
        return False
    here = signature(target)
    if here != entry.before:
        return False
    if entry.staged:
        target.parent.mkdir(parents=True, exist_ok=True)
        staged.replace(target)
    elif here:
        target.unlink()
        _remove_empty(root, target.parent)
    return True


def recover(root: Path) -> tuple[str, ...]:
    """Makes what an interrupted run had begun, or takes it back; the paths of what was begun.

    A file that somebody has changed since stays as it is. Raises OSError, also when the folder is not ours.
    """
    folder = root / FOLDER
    if signature(folder) is None:
        return ()
    entries = journal.read(folder)
    for entry in entries:
        carry_out(root, entry)
    clear(folder)
    return tuple(entry.path for entry in entries)


def clear(folder: Path) -> None:
    """Removes the folder and what a run puts there. Raises OSError when there is anything else."""
    (folder / journal.NAME).unlink(missing_ok=True)
    for path in list(folder.iterdir()):
        if _is_staged(path):
            path.unlink(missing_ok=True)
    try:
        folder.rmdir()
    except FileNotFoundError:
        return
    except OSError as error:
        raise journal.not_ours(folder) from error


def _is_staged(path: Path) -> bool:
    return (path.name.isdecimal() or path.name in (journal.NAME, journal.DRAFT)) and path.is_file()


def _remove_empty(root: Path, folder: Path) -> None:
    """Removes the folders that a removal left empty, up to the generated area's top, and that of an app with them."""
    apps = root / "apps"
    while folder.parent == apps or (
        folder != root and layout.is_generated(f"{folder.relative_to(root).as_posix()}/x")
    ):
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
