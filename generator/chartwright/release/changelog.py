"""A chart's CHANGELOG.md in the form of https://keepachangelog.com: a section a version, a heading a kind of change."""

from __future__ import annotations

import re
from dataclasses import dataclass

PATH = "CHANGELOG.md"
UNRELEASED = "Unreleased"
KINDS = ("added", "changed", "deprecated", "removed", "fixed", "security")
"""The kinds of change, which Artifact Hub has under the same names."""

_VERSION = re.compile(r"^## \[?([^\]\s]+)\]?.*$", re.MULTILINE)
_ENTRY = re.compile(r"^[-*] (.*(?:\n[ \t]+\S.*)*)", re.MULTILINE)
_KIND = re.compile(r"^### (\w+)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One change; `kind` is one of `KINDS`."""

    kind: str
    description: str


def entries(text: str, version: str) -> tuple[Entry, ...]:
    """The changes listed for a version, or under `UNRELEASED`; none when there is no such section.

    Under a heading that is none of `KINDS`, or under none, everything counts as changed.
    """
    found: list[Entry] = []
    section = _sections(text).get(version, "")
    for kind, body in [("changed", _KIND.split(section)[0]), *_split(_KIND, section)]:
        word = kind.lower() if kind.lower() in KINDS else "changed"
        found += (Entry(word, " ".join(match[1].split())) for match in _ENTRY.finditer(body))
    return tuple(found)


def released(text: str, version: str, date: str) -> str:
    """The text with what was unreleased under the version and its date, `2026-01-31`.

    A text that has a section for the version already stays as it is.
    """
    if version in _sections(text):
        return text
    heading = rf"## \1{UNRELEASED}\2\n\n## \g<1>{version}\2 - {date}"
    return re.sub(rf"^## (\[?){UNRELEASED}(\]?).*$", heading, text, count=1, flags=re.MULTILINE)


def _sections(text: str) -> dict[str, str]:
    return dict(_split(_VERSION, text))


def _split(heading: re.Pattern[str], text: str) -> list[tuple[str, str]]:
    """Each heading's word with the text below it."""
    _, *parts = heading.split(text)
    return list(zip(parts[::2], parts[1::2], strict=True))
