"""Writes results into a folder that the person names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from helmwright.cli import repository
from helmwright.cli.session import Session
from helmwright.findings import Findings
from helmwright.tree import Changes
from helmwright.writing.places import obstacles
from helmwright.writing.writer import Writer, alone


@contextmanager
def writer(session: Session, root: Path) -> Iterator[Writer]:
    """The one writer below `root`; the person hears what it waits for, and what it finishes. Raises OSError."""
    with alone(root, lambda: session.note(f"waiting for another run that writes in {root}")) as found:
        if found.recovered:
            session.note(f"finished what an interrupted run had begun, {len(found.recovered)} files")
        yield found


@dataclass(frozen=True, slots=True)
class Into:
    """Writes below the folder that the person names. `prefix` is the folder's path where changes are prepared."""

    folder: Path
    prefix: str
    writer: Writer

    def put(self, files: Mapping[str, bytes]) -> Findings:
        """Writes the files over what is there, or nothing where something stands in the way. Raises OSError."""
        found = self._obstacles(files)
        if not found:
            self.writer.put({f"{self.prefix}{path}": content for path, content in files.items()})
        return found

    def apply(self, changes: Changes, *, durable: bool = False) -> Findings:
        """Makes the changes, or none where something stands in the way or has just changed. Raises OSError."""
        found = self._obstacles(change.path for change in changes)
        if not found:
            placed = tuple(replace(change, path=f"{self.prefix}{change.path}") for change in changes)
            self.writer.apply(placed, durable=durable)
        return found

    def _obstacles(self, paths: Iterable[str]) -> Findings:
        return obstacles(
            self.folder.resolve(), paths, f"{self.folder.as_posix()}/" if self.folder != Path() else ""
        )


@contextmanager
def into(session: Session, folder: Path) -> Iterator[Into]:
    """Who alone writes in the folder, which is made when it is missing; it may be a link, as the person names it.

    Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    here = folder.resolve()
    root = preparing(folder)
    with writer(session, root) as found:
        yield Into(folder, "".join(f"{part}/" for part in here.relative_to(root).parts), found)


def preparing(folder: Path) -> Path:
    """Where changes of the folder are prepared: at the top of its repository, or there when it is in none.

    A move to another file system is no single step, so a folder that is mounted into a repository is on its own.
    """
    here = folder.resolve()
    root = repository.find(here)
    return root if root and root.stat().st_dev == here.stat().st_dev else here


def write(session: Session, folder: Path, files: Mapping[str, bytes]) -> Findings:
    """Writes the files, by their paths below the folder, over what is there; what stands in the way. Raises OSError."""
    with into(session, folder) as there:
        return there.put(files)
