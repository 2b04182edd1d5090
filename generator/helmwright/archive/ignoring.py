"""Which files of a chart's folder Helm reads: those that `.helmignore` lets through.

Source: https://github.com/helm/helm/blob/main/pkg/ignore/rules.go
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from helmwright.archive.plain import ArchiveError
from helmwright.archive.reading import chart

IGNORE = ".helmignore"
_DEFAULTS = "templates/.?*"
_LONGEST_LINE = 65_535
_SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
"""What Go trims; Python's `strip` takes off more."""
_SPLITS = re.compile(r"\*.*[?\[]")
"""A star of Helm's takes bytes, and may leave a part of a letter to what comes next."""


def chart_files(folder: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a chart's folder that belong in its archive: those its `.helmignore` lets through.

    Rules as in Helm's `pkg/ignore`: one glob a line, `#` comments, a trailing `/` for folders alone, a
    pattern with `/` is matched from the chart's root, any other against each name; hidden files under
    `templates/` are always left out. `!` keeps what matches and drops all else, as it does in Helm.
    Raises ArchiveError for a rule that Helm refuses, and for files that are not plain.
    """
    ascii_alone = all(map(str.isascii, folder))
    rules = [*_rules(folder.get(IGNORE, b""), ascii_alone), _rule(_DEFAULTS)]

    @cache  # many files share a folder
    def ignored(step: tuple[str, bool]) -> bool:
        return any(rule.ignores(*step) for rule in rules)

    return chart({path: content for path, content in folder.items() if not any(map(ignored, _steps(path)))})


@dataclass(frozen=True, slots=True)
class _Rule:
    """One line: a glob, and how what it matches is meant."""

    glob: re.Pattern[str]
    negated: bool
    folders_alone: bool
    of_names: bool

    def ignores(self, path: str, is_folder: bool) -> bool:
        if self.folders_alone and not is_folder:
            return self.negated
        found = self.glob.fullmatch(path.rpartition("/")[2] if self.of_names else path)
        return (found is None) == self.negated


def _rules(content: bytes, ascii_alone: bool) -> Iterator[_Rule]:
    try:
        text = content.removeprefix(b"\xef\xbb\xbf").decode()
    except UnicodeDecodeError as error:
        raise ArchiveError(f"has a {IGNORE} that is not UTF-8") from error
    lines = text.split("\n")
    if any(len(line.encode()) > _LONGEST_LINE for line in lines):
        raise ArchiveError(f"has a {IGNORE} with a line of more than {_LONGEST_LINE} bytes")
    for line in (line.strip(_SPACE) for line in lines):
        if line and not line.startswith("#"):
            if "**" in line:
                raise ArchiveError(f"has a {IGNORE} with **, which Helm does not support")
            if not ascii_alone and _SPLITS.search(line):
                raise ArchiveError(
                    f"has a {IGNORE} with {line!r}, which Helm does not match letter by letter"
                )
            yield _rule(line)


def _rule(line: str) -> _Rule:
    _compiled(line)  # Helm refuses a line that is no glob as a whole
    glob = line.removeprefix("!")
    negated, folders_alone = glob != line, glob.endswith("/")
    glob = glob.removesuffix("/")
    return _Rule(_compiled(glob.removeprefix("/")), negated, folders_alone, "/" not in glob)


def _compiled(glob: str) -> re.Pattern[str]:
    """A glob of Go's `filepath.Match`, where a `*` takes as little as it can and never tries again."""
    first, *chunks = _chunks(glob)
    last = [f"[^/]*{chunks.pop()}"] if chunks else []
    return re.compile("".join([first, *(f"(?>[^/]*?{chunk})" for chunk in chunks if chunk), *last]))


def _chunks(glob: str) -> list[str]:
    """What stands between the stars, each as a regular expression."""
    chunks = [""]
    at = 0
    while at < len(glob):
        letter, at = glob[at], at + 1
        if letter == "*":
            chunks.append("")
        elif letter == "?":
            chunks[-1] += "[^/]"
        elif letter == "[":
            part, at = _class(glob, at)
            chunks[-1] += part
        else:
            letter, at = (_member(glob, at - 1)) if letter == "\\" else (letter, at)
            chunks[-1] += re.escape(letter)
    return chunks


def _class(glob: str, at: int) -> tuple[str, int]:
    """The class whose `[` ends at `at`, and where it ends itself."""
    negated = glob[at : at + 1] == "^"
    at += negated
    ranges: list[str] = []
    while not ranges or glob[at : at + 1] != "]":
        low, at = _member(glob, at, "-]")
        high = low
        if glob[at : at + 1] == "-":
            high, at = _member(glob, at + 1, "-]")
        # One from z to a has no members.
        ranges.append(f"{re.escape(low)}-{re.escape(high)}" if low <= high else "")
    members = "".join(ranges)
    if negated:
        return (f"[^{members}]" if members else r"[\s\S]"), at + 1
    return (f"[{members}]" if members else "(?!)"), at + 1


def _member(glob: str, at: int, bare: str = "") -> tuple[str, int]:
    """The letter at `at`, perhaps after a backslash, unless it is one of `bare`; and where it ends."""
    letter = glob[at : at + 1]
    found = glob[at : at + 2].removeprefix("\\") if letter == "\\" else letter
    if not found or letter in bare:
        raise ArchiveError(f"has a {IGNORE} with {glob!r}, which is no pattern")
    return found, at + (2 if letter == "\\" else 1)


def _steps(path: str) -> Iterator[tuple[str, bool]]:
    """The folders that a file is in, from the top, and the file; each with whether it is a folder."""
    yield from ((path[:index], True) for index, letter in enumerate(path) if letter == "/")
    yield path, False
