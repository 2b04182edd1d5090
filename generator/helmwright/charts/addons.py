"""The charts of others that apps run, as they were vendored: `charts/addons/`, and the lock there.

What is in an archive is believed when its digest is the lock's; who reviews a change of the lock reviews that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from helmwright import layout
from helmwright.charts import addon_lock
from helmwright.charts.addon_lock import Lock
from helmwright.charts.chart import ChartError, from_archive
from helmwright.charts.package import ChartPackage, ChartPin
from helmwright.disk import Folder, UnreadableError
from helmwright.findings import Finding, Findings, Location, ordered
from helmwright.limits import ARCHIVE_FILE_BYTES, DESCRIPTOR_BYTES
from helmwright.tree import digest


def packages(root: Path, pins: Iterable[ChartPin]) -> tuple[Mapping[ChartPin, ChartPackage], Findings]:
    """The chart of each pin as it was vendored, byte for byte, and a finding where one cannot be used.

    A finding is at the line that asks for the chart, one about the lock in the lock.
    """
    wanted = dict.fromkeys(pins)
    if not wanted:
        return {}, ()
    repository = Folder(root)
    lock, findings = locked(repository)
    if findings:
        return {}, findings
    once = {asked: _package(repository, lock, *asked) for asked in dict.fromkeys(map(_asked, wanted))}
    found = {pin: once[_asked(pin)] for pin in wanted}
    return (
        {pin: package for pin, package in found.items() if isinstance(package, ChartPackage)},
        ordered(
            replace(finding, location=pin.location)
            for pin, finding in found.items()
            if isinstance(finding, Finding)
        ),
    )


def locked(repository: Folder) -> tuple[Lock, Findings]:
    """What the repository's lock says, nothing where there is none; and what is odd about it."""
    try:
        if repository.kind(layout.ADDON_LOCK) is None:
            return {}, ()
        return addon_lock.read(repository.read(layout.ADDON_LOCK, DESCRIPTOR_BYTES))
    except UnreadableError as error:
        return {}, (Finding("A101", Location(error.path), error.reason, error.hint),)


def check(content: bytes, name: str, version: str) -> str:
    """Why the archive is not the chart of that name and version, empty when it is."""
    try:
        chart = from_archive(content)
    except ChartError as error:
        return " ".join(str(error).split())
    is_it = (chart.name, chart.version) == (name, version)
    return "" if is_it else f"the chart in it is {chart.name} {chart.version}"


def _asked(pin: ChartPin) -> tuple[str, str, str]:
    return pin.chart, pin.version, pin.repository


def _package(folder: Folder, lock: Lock, name: str, version: str, repository: str) -> ChartPackage | Finding:
    nowhere = Location("")
    hint = f"run helmwright addons vendor {name}"
    path = layout.addon_archive(name, version)
    row = lock.get((name, version))
    try:
        if row is None or folder.kind(path) is None:
            return Finding("A102", nowhere, f"{layout.ADDONS} has no chart {name} {version}", hint)
        if row.repository != repository:
            message = f"{layout.ADDONS} has {name} {version} from {row.repository}, not from {repository}"
            return Finding("A102", nowhere, message, hint)
        content = folder.read(path, ARCHIVE_FILE_BYTES)
    except UnreadableError as error:
        return Finding("A104", nowhere, str(error), error.hint)
    if digest(content) != row.digest:
        message = f"{path} is {digest(content)}, and {layout.ADDON_LOCK} says {row.digest}"
        return Finding("A103", nowhere, message, hint)
    if problem := check(content, name, version):
        return Finding("A104", nowhere, f"{path} is not {name} {version}: {problem}")
    return ChartPackage(name, version, content, repository)
