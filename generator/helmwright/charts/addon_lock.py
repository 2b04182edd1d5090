"""The lock of the charts of others: which archive is which chart, where it came from, and its digest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from helmwright import layout
from helmwright.charts.versions import is_version, precedence
from helmwright.findings import Finding, Findings, Location, ordered
from helmwright.yamlio import descriptor
from helmwright.yamlio.descriptor import Document, Path
from helmwright.yamlio.writer import emit

_HEAD = "# Written by helmwright addons vendor: the archives beside this file, and where they came from.\n"
_CHARTS = "charts"
_HINT = "take back the change from git; helmwright addons vendor alone writes this file"


@dataclass(frozen=True, slots=True)
class Locked:
    """One archive. `repository` is the URL that Helm's dependency has, `fetched` the day in UTC as `2026-11-30`."""

    name: str
    version: str
    repository: str
    digest: str
    fetched: str


_FORMS: Mapping[str, re.Pattern[str]] = {
    "name": re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*"),
    "version": re.compile(r"v?[0-9][A-Za-z0-9.+-]*"),
    "repository": re.compile(r"(https?|oci)://[A-Za-z0-9.:[\]-]+(/[!-~]*)?"),
    "digest": re.compile(r"sha256:[0-9a-f]{64}"),
    "fetched": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}
_FIELDS = tuple(field.name for field in fields(Locked))

Lock = Mapping[tuple[str, str], Locked]
"""Each archive by the name and version of its chart."""


def read(content: bytes) -> tuple[Lock, Findings]:
    """What the lock says, and everything that is odd about it."""
    found = descriptor.read(content)
    if not isinstance(found, Document):
        return {}, ordered(
            Finding("A101", Location(layout.ADDON_LOCK, flaw.line, flaw.column), flaw.message, _HINT)
            for flaw in found
        )
    lock: dict[tuple[str, str], Locked] = {}
    findings: list[Finding] = []
    for path, row in _rows(found.data):
        problem = _problem(row) or ("this chart is there twice" if _key(row) in lock else "")
        if problem:
            place = Location(layout.ADDON_LOCK, *found.position(path))
            findings.append(Finding("A101", place, problem, _HINT))
        else:
            lock[_key(row)] = Locked(**row)
    return lock, ordered(findings)


def written(lock: Iterable[Locked]) -> bytes:
    """The lock as text: by name, the earliest version first."""
    rows = sorted(lock, key=lambda row: (row.name, precedence(row.version)))
    return (_HEAD + emit({_CHARTS: [asdict(row) for row in rows]})).encode()


def _rows(data: Any) -> Iterator[tuple[Path, Any]]:
    """Each row and the way to it; the whole of a file that has none."""
    rows = data.get(_CHARTS) if isinstance(data, Mapping) and data.keys() == {_CHARTS} else None
    if not isinstance(rows, list):
        yield (), data
        return
    yield from (((_CHARTS, number), row) for number, row in enumerate(rows))


def _problem(row: Any) -> str:
    """What is odd about a row, empty for nothing."""
    if not isinstance(row, Mapping) or row.keys() != set(_FIELDS):
        return f"here belongs a list {_CHARTS} of maps with {', '.join(_FIELDS)} alone"
    for name, form in _FORMS.items():
        if not isinstance(row[name], str) or not form.fullmatch(row[name]):
            return f"{name} has another form than helmwright writes"
    return "" if is_version(row["version"]) else "the version is not one such as 1.2.3"


def _key(row: Mapping[str, str]) -> tuple[str, str]:
    return row["name"], row["version"]
