"""Reads the charts that umbrella charts vendor: released ones, a repository's own copy, or the packaged one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from helmwright import layout, resources
from helmwright.charts import packaged
from helmwright.charts.chart import CHART
from helmwright.charts.packaged import ChartError
from helmwright.charts.store import INDEX, Store, StoreError, changed
from helmwright.digests import digest
from helmwright.emit.package import ChartPackage
from helmwright.findings import Finding, Findings, Location, ordered
from helmwright.model.inputs import ChartPin

Packages = Mapping[ChartPin | None, ChartPackage]
"""The service chart of each pin, and of None for those that pin none."""


def chart_packages(root: Path, pins: Iterable[ChartPin | None]) -> tuple[Packages, Findings]:
    """The service chart for each of the pins, and a finding for each that does not load."""
    found = {pin: released(root, pin) if pin else chart_package(root) for pin in dict.fromkeys(pins)}
    packages = {pin: package for pin, package in found.items() if isinstance(package, ChartPackage)}
    return packages, ordered(package for package in found.values() if isinstance(package, Finding))


def chart_package(root: Path, name: str = layout.SERVICE_CHART) -> ChartPackage | Finding:
    """The chart `name` as it is, packed, or why it cannot be.

    An umbrella chart names a repository's own copy by a file:// URL, so that `helm dependency build` works.
    """
    folder = layout.chart(name)
    has_own = (root / folder / CHART).is_file()
    path = root / folder if has_own else resources.charts() / name
    return _package(path, name, "", f"{folder}/{CHART}", _url(folder) if has_own else "")


def released(root: Path, pin: ChartPin, name: str = layout.SERVICE_CHART) -> ChartPackage | Finding:
    """The released chart of a pin, or why it cannot be used.

    An umbrella chart names the pin's repository, else the folder beside the archive, since Helm builds no
    dependency from an archive's URL.
    """
    folder = layout.release(name, pin.version)
    archive = f"{folder}{packaged.SUFFIX}"
    own = _url(folder) if (root / folder / CHART).is_file() else ""
    package = _package(root / archive, name, pin.version, archive, pin.repository or own)
    return package if isinstance(package, Finding) else _unchanged(root, archive, package)


def _unchanged(root: Path, archive: str, package: ChartPackage) -> ChartPackage | Finding:
    """The package if it is what was released, as far as there is an index that says so."""
    index = root / layout.RELEASES / INDEX
    try:
        listed = Store({INDEX: index.read_bytes()}).digests if index.is_file() else {}
    except (OSError, StoreError) as error:
        return Finding("H103", Location(f"{layout.RELEASES}/{INDEX}"), str(error))
    expected = listed.get(archive.rpartition("/")[2], digest(package.archive))
    if digest(package.archive) == expected:
        return package
    return changed(Location(archive), package.archive, expected)


def _package(path: Path, name: str, version: str, place: str, repository: str) -> ChartPackage | Finding:
    try:
        found = packaged.read(path)
        if found.name != name:
            raise ChartError(f"its name is {found.name}")
        if version and found.version != version:
            raise ChartError(f"its version is {found.version}")
        content = found.archive if path.is_dir() else path.read_bytes()
        return ChartPackage(name, found.version, content, repository)
    except (OSError, ValueError) as error:
        message = f"the chart {name} does not load: {' '.join(str(error).split())}"
        return Finding("H103", Location(place), message)


def _url(folder: str) -> str:
    """The URL of a folder of the repository as an umbrella chart names it."""
    return f"file://../../../{folder}"
