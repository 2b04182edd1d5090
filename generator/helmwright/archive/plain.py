"""What the files of a chart must be like, so that every reader of its archive or folder finds the same files."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from itertools import pairwise

from helmwright.limits import ARCHIVE_PATH_BYTES, CHART_FILE_BYTES

_BOM = b"\xef\xbb\xbf"
_DRIVE = re.compile(r"[A-Za-z]:(/|$)")


class ArchiveError(ValueError):
    """An archive, folder or ignore file that must not be read further; the text says why and what helps."""


def checked(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a chart by path, as Helm sees them: it drops a byte order mark at the head of each.

    Raises ArchiveError for a path that is not plain, for two that one disk takes for the same, and for a file
    that is larger than Helm reads.
    """
    for path, content in files.items():
        check_path(path)
        check_size(path, len(content))
    _check_distinct(files)
    return {path: _without_mark(path, content) for path, content in files.items()}


def check_size(path: str, size: int) -> None:
    """Raises ArchiveError for a file that is larger than Helm reads."""
    if size > CHART_FILE_BYTES.value:
        raise ArchiveError(
            f"holds {_shown(path)}, a file of {size} bytes; Helm reads at most {CHART_FILE_BYTES.value}"
        )


def check_path(path: str) -> None:
    """Raises ArchiveError for a path below a chart's folder that Helm refuses, or shows in two ways.

    A line break, for one, would end the `# Source:` comment that Helm writes above what a template renders to.
    """
    parts = path.split("/")
    if (
        not path.isprintable()
        or "\\" in path
        or path.startswith("..")
        or _DRIVE.match(path)
        or not {"", ".", ".."}.isdisjoint(parts)
    ):
        raise ArchiveError(f"holds {_shown(path)}, a path that no chart archive has; rename the file")
    if len(path.encode()) > ARCHIVE_PATH_BYTES.value:
        raise ArchiveError(f"holds a path of more than {ARCHIVE_PATH_BYTES.value} bytes: {path[:40]}...")


def _check_distinct(paths: Iterable[str]) -> None:
    """Raises ArchiveError for two paths, or the folders of two, that differ in case or normalization alone."""
    folded = sorted((_folded(path).split("/"), path.split("/")) for path in paths)
    for (names, parts), (other_names, other_parts) in pairwise(folded):
        pairs = enumerate(zip(names, other_names, strict=False))
        shortest = min(len(names), len(other_names))
        same = next((depth for depth, (name, other) in pairs if name != other), shortest)
        if same == shortest or parts[:same] != other_parts[:same]:
            message = f"holds {'/'.join(parts)} and {'/'.join(other_parts)}"
            raise ArchiveError(
                f"{message}, which no disk or not every disk can keep apart; rename one of them"
            )


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _without_mark(path: str, content: bytes) -> bytes:
    content = content.removeprefix(_BOM)
    if content.startswith(_BOM):
        raise ArchiveError(f"holds {path}, which begins with two byte order marks; remove them")
    return content


def _shown(path: str) -> str:
    return path if path.isprintable() and len(path) < 200 else ascii(path)[:200]
