"""Proves without a network that the charts of others are what descriptors name and the lock says."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from helmwright import disk, layout
from helmwright.charts import addon_lock, addons
from helmwright.charts.addon_lock import Lock
from helmwright.charts.package import ChartPin
from helmwright.disk import Folder, UnreadableError
from helmwright.findings import Finding, Findings, Location, ordered
from helmwright.limits import DESCRIPTOR_BYTES
from helmwright.vendoring.wanted import Key, key, wanted

_RUN = "run helmwright addons vendor"


def check(root: Path, pins: Collection[ChartPin]) -> Findings:
    """What is missing or changed of what the pins name, and what is there beside it."""
    folder = Folder(root)
    lock, odd = addons.locked(folder)
    if odd:
        return odd
    asked, conflicts = wanted(pins)
    _, findings = addons.packages(root, asked)
    try:
        excess = tuple(_excess(folder, lock, set(map(key, pins))))
    except UnreadableError as error:
        excess = (disk.finding(error),)
    return ordered((*conflicts, *findings, *excess))


def _excess(folder: Folder, lock: Lock, asked: Collection[Key]) -> Iterator[Finding]:
    """What nothing names, and a lock that is not as it is written. Raises UnreadableError."""
    if folder.kind(layout.ADDONS) is None:
        return
    expected = {layout.ADDON_LOCK, *(layout.addon_archive(*one) for one in lock)}
    for path in (f"{layout.ADDONS}/{name}" for name in folder.list(layout.ADDONS)):
        if path not in expected:
            yield Finding("A105", Location(path), f"{layout.ADDON_LOCK} does not have it", "remove it")
    for one in lock.keys() - asked:
        message = f"no descriptor names the chart {' '.join(one)}"
        yield Finding("A105", Location(layout.addon_archive(*one)), message, _RUN)
    if lock and folder.read(layout.ADDON_LOCK, DESCRIPTOR_BYTES) != addon_lock.written(lock.values()):
        yield Finding("A101", Location(layout.ADDON_LOCK), "this is not as helmwright writes it", _RUN)
