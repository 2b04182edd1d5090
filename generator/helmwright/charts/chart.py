"""A Helm chart as a value, read from its folder or its archive."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from helmwright import archive, disk
from helmwright.charts.files import ChartFileError
from helmwright.charts.metadata import CHART, check_one_meaning, metadata
from helmwright.charts.versions import is_version
from helmwright.disk import Folder
from helmwright.limits import ARCHIVE_FILE_BYTES
from helmwright.tree import Tree

SUFFIX = ".tgz"
_NAME = re.compile(r"[A-Za-z0-9._-]+")


class ChartError(ValueError):
    """A folder or file that is no chart; the text says why."""


@dataclass(frozen=True)
class Chart:
    """A chart: the files that belong in its archive, by path, and what they say about it."""

    name: str
    version: str
    files: Tree

    @cached_property
    def metadata(self) -> Mapping[str, Any]:
        """What Chart.yaml holds."""
        return metadata(self.files)

    @cached_property
    def archive(self) -> bytes:
        """The chart packed, the same bytes on every machine."""
        return archive.pack(self.name, self.files)

    @property
    def file_name(self) -> str:
        """The archive's name, as Helm writes it: `service-0.1.0.tgz`."""
        return f"{self.name}-{self.version}{SUFFIX}"


def read(path: Path) -> Chart:
    """The chart in a folder, less what its `.helmignore` leaves out, or in an archive.

    Raises ChartError, and OSError for what cannot be read.
    """
    if path.is_dir():
        return from_folder(Folder(path, "the chart").files())
    return from_archive(disk.read(path, ARCHIVE_FILE_BYTES))


def from_folder(files: Tree) -> Chart:
    """The chart of a folder's files. Raises ChartError."""
    try:
        return _chart(archive.chart_files(files))
    except archive.ArchiveError as error:
        raise ChartError(f"the folder {error}") from error


def from_archive(content: bytes) -> Chart:
    """The chart in an archive that Helm or `Chart.archive` packed. Raises ChartError."""
    try:
        return _chart(archive.unpack(content))
    except archive.ArchiveError as error:
        raise ChartError(f"the archive {error}") from error


def _chart(files: Tree) -> Chart:
    if CHART not in files:
        raise ChartError(f"there is no {CHART}")
    try:
        check_one_meaning(files)
        stated = metadata(files)
    except ChartFileError as error:
        raise ChartError(str(error)) from error
    name, version = str(stated.get("name")), str(stated.get("version"))
    if not _NAME.fullmatch(name) or set(name) == {"."}:
        raise ChartError(f"its name is {name}, not letters, digits, '-', '_' and '.'")
    if not is_version(version):
        raise ChartError(f"its version is {version}, not three numbers such as 1.2.3")
    return Chart(name, version, files)
