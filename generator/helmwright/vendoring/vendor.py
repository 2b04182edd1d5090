"""Stores the charts of others that descriptors name, and removes those that none names any more."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from helmwright import disk, layout
from helmwright.charts import addon_lock, addons
from helmwright.charts.addon_lock import Lock, Locked
from helmwright.charts.package import ChartPin
from helmwright.disk import Folder, UnreadableError
from helmwright.findings import Finding, Findings, ordered
from helmwright.limits import ARCHIVE_FILE_BYTES, DESCRIPTOR_BYTES
from helmwright.progress import Progress, quiet
from helmwright.tree import Changes, Tree, diff, digest
from helmwright.vendoring import sources
from helmwright.vendoring.asking import answers
from helmwright.vendoring.problems import finding
from helmwright.vendoring.wanted import Key, key, wanted

_ANOTHER = "find out what changed before you use it; a version that was changed is best followed by another"


def vendor(
    root: Path,
    pins: Collection[ChartPin],
    names: Collection[str] = (),
    today: str = "",
    progress: Progress = quiet,
) -> tuple[Changes, Findings]:
    """What has to change so that every chart that a pin names is stored, and no other that the lock has.

    An archive that has its digest is not fetched again. A chart that cannot be had is a finding, and the others are
    stored; nothing is removed then, since a version that was misspelt would take the right one's digest with it.
    With `names` all of it is about these charts alone. `today` is the day of the rows that are new.
    """
    folder = Folder(root)
    lock, odd = addons.locked(folder)
    if odd:
        return (), odd
    asked, conflicts = wanted(pins, names)
    unused = {one for one in lock.keys() - set(map(key, pins)) if not names or one[0] in names}
    try:
        current = _current(folder, {*map(key, asked), *unused})
    except UnreadableError as error:
        return (), (disk.finding(error),)
    missing = [pin for pin in asked if not _is_there(pin, lock, current)]
    fetched, findings = _new(answers(sources.archive, missing, "fetching", progress), lock)
    rows = {**lock, **{key(pin): _row(pin, content, lock, today) for pin, content in fetched.items()}}
    planned = {**current, **{layout.addon_archive(*key(pin)): content for pin, content in fetched.items()}}
    for one in () if conflicts or findings else unused:
        del rows[one]
        planned.pop(layout.addon_archive(*one), None)
    planned.pop(layout.ADDON_LOCK, None)
    if rows:
        planned[layout.ADDON_LOCK] = addon_lock.written(rows.values())
    return diff(current, planned), ordered((*conflicts, *findings))


def _current(folder: Folder, keys: Iterable[Key]) -> Tree:
    """The lock and the archives of these charts, as far as they are there. Raises UnreadableError."""
    archives = dict.fromkeys((layout.addon_archive(*one) for one in keys), ARCHIVE_FILE_BYTES)
    limits = {layout.ADDON_LOCK: DESCRIPTOR_BYTES, **archives}
    return {path: folder.read(path, limit) for path, limit in limits.items() if folder.kind(path)}


def _is_there(pin: ChartPin, lock: Lock, current: Tree) -> bool:
    row, content = lock.get(key(pin)), current.get(layout.addon_archive(*key(pin)))
    if row is None or content is None:
        return False
    return (row.repository, row.digest) == (pin.repository, digest(content))


def _new(
    answers: Mapping[ChartPin, bytes | Exception], lock: Lock
) -> tuple[Mapping[ChartPin, bytes], tuple[Finding, ...]]:
    """The archives that were fetched, and what is wrong with the others."""
    findings: list[Finding] = []
    fetched: dict[ChartPin, bytes] = {}
    for pin, answer in answers.items():
        row = lock.get(key(pin))
        if isinstance(answer, Exception):
            findings.append(finding(pin, answer))
        elif row and row.digest != digest(answer):
            message = (
                f"{pin.chart} {pin.version}: {pin.repository} has {digest(answer)}, and {layout.ADDON_LOCK} says"
                f" {row.digest}"
            )
            findings.append(Finding("A206", pin.location, message, _ANOTHER))
        else:
            fetched[pin] = answer
    return fetched, tuple(findings)


def _row(pin: ChartPin, content: bytes, lock: Lock, today: str) -> Locked:
    known = lock.get(key(pin))
    day = known.fetched if known else today
    return Locked(pin.chart, pin.version, pin.repository, digest(content), day)
