"""Reads the charts that umbrella charts vendor: released ones, a repository's own copy, or the packaged one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from helmwright import layout, resources
from helmwright.archive import pack_small
from helmwright.charts import addons
from helmwright.charts.chart import SUFFIX, Chart, ChartError, from_archive, from_folder
from helmwright.charts.metadata import CHART
from helmwright.charts.minimal import minimal
from helmwright.charts.package import ChartPackage, ChartPin
from helmwright.charts.releases import (
    INDEX,
    Store,
    StoreError,
    changed,
)
from helmwright.disk import Folder
from helmwright.findings import Finding, Findings, Location, ordered
from helmwright.limits import ARCHIVE_FILE_BYTES, INDEX_BYTES
from helmwright.tree import digest

Packages = Mapping[ChartPin, ChartPackage]
"""The chart of each pin."""


def chart_packages(root: Path, pins: Iterable[ChartPin]) -> tuple[Packages, Findings]:
    """The chart for each of the pins, and a finding for each that does not load."""
    wanted = dict.fromkeys(pins)
    others = [pin for pin in wanted if pin.store == layout.ADDONS]
    packages, findings = addons.packages(root, others)
    found = {
        pin: released(root, pin) if pin.version else chart_package(root, pin.chart)
        for pin in wanted.keys() - set(others)
    }
    own = {pin: package for pin, package in found.items() if isinstance(package, ChartPackage)}
    unusable = (package for package in found.values() if isinstance(package, Finding))
    return {**own, **packages}, ordered((*findings, *unusable))


def chart_package(root: Path, name: str = layout.SERVICE_CHART) -> ChartPackage | Finding:
    """The chart `name` as it is, packed, or why it cannot be.

    An umbrella chart names a repository's own copy by a file:// URL, so that `helm dependency build` works.
    """
    folder = layout.chart(name)
    place = f"{folder}/{CHART}"
    try:
        # A folder that is there is the repository's own chart, and when it does not load no other takes its place.
        has_own = Folder(root).kind(folder) is not None
        if not has_own and not (resources.charts() / name).is_dir():
            raise ChartError(f"there is no folder {folder}")
        source = Folder(root).folder(folder, "the chart") if has_own else Folder(resources.charts() / name)
        chart = from_folder(source.files())
        _check_meant(chart, name)
        return _least(chart, layout.url(folder) if has_own else "")
    except (OSError, ValueError) as error:
        return _unusable(name, place, error)


def released(root: Path, pin: ChartPin) -> ChartPackage | Finding:
    """The released chart of a pin, or why it cannot be used.

    An umbrella chart names the pin's repository, else the folder beside the archive, since Helm builds no
    dependency from an archive's URL. What a repository delivers, or others packed, may be signed: it is vendored as
    it is.
    """
    repository, name = Folder(root), pin.chart
    folder = layout.release(name, pin.version)
    archive = f"{folder}{SUFFIX}"
    try:
        own = layout.url(folder) if repository.kind(f"{folder}/{CHART}") else ""
        content = repository.read(archive, ARCHIVE_FILE_BYTES)
        chart = from_archive(content)
        _check_meant(chart, name, pin.version)
    except (OSError, ValueError) as error:
        return _unusable(name, archive, error)
    if finding := _changed(repository, archive, content):
        return finding
    if pin.repository or content != chart.archive:
        return ChartPackage(name, chart.version, content, pin.repository or own)
    return _least(chart, own)


def _changed(repository: Folder, archive: str, content: bytes) -> Finding | None:
    """A finding for an archive that is not what was released, as far as there is an index that says so."""
    index = f"{layout.RELEASES}/{INDEX}"
    try:
        has_index = repository.kind(index) is not None
        listed = Store({INDEX: repository.read(index, INDEX_BYTES)}).digests if has_index else {}
    except (OSError, StoreError) as error:
        return Finding("H103", Location(index), str(error))
    expected = listed.get(archive.rpartition("/")[2], digest(content))
    return changed(Location(archive), content, expected) if digest(content) != expected else None


def _check_meant(chart: Chart, name: str, version: str = "") -> None:
    """Raises ChartError for another chart or version than is meant."""
    if chart.name != name:
        raise ChartError(f"its name is {chart.name}")
    if version and chart.version != version:
        raise ChartError(f"its version is {chart.version}")


def _least(chart: Chart, repository: str) -> ChartPackage:
    archive, schema = _packed(chart.name, tuple(chart.files.items()))
    return ChartPackage(chart.name, chart.version, archive, repository, schema)


@lru_cache(maxsize=4)
def _packed(name: str, files: tuple[tuple[str, bytes], ...]) -> tuple[bytes, bytes]:
    """The archive and the schema of what is left of a chart; a process that plans again need not pack again."""
    least = minimal(dict(files))
    return pack_small(name, least.files), least.schema


def _unusable(name: str, place: str, error: Exception) -> Finding:
    return Finding("H103", Location(place), f"the chart {name} does not load: {' '.join(str(error).split())}")
