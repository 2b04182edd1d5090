"""Released charts, kept for good: `charts/releases/` with an archive of each version and Helm's index of them.

Beside each archive lie its files, since Helm builds a dependency only from a folder when it is in the same
repository. The index holds every archive's digest, so that none can change unnoticed, and makes the folder a
chart repository for whoever serves it by HTTP (https://helm.sh/docs/topics/chart_repository/).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from helmwright.charts.chart import (
    SUFFIX,
    Chart,
    ChartError,
    from_archive,
)
from helmwright.charts.versions import precedence
from helmwright.findings import Finding, Findings, Location, ordered
from helmwright.tree import Tree, digest
from helmwright.yamlio.documents import documents
from helmwright.yamlio.writer import emit

INDEX = "index.yaml"
_LONG_AGO = "1970-01-01T00:00:00Z"
_KEEP = "take back the change; a release that was wrong is followed by another"


class StoreError(ValueError):
    """An index that cannot be read; the text says why."""


@dataclass(frozen=True)
class Store:
    """The files of the folder by path."""

    files: Tree

    @cached_property
    def archives(self) -> Mapping[str, bytes]:
        """The archives by name."""
        return {
            path: content for path, content in self.files.items() if "/" not in path and path.endswith(SUFFIX)
        }

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """Each listed archive's digest by the archive's name. Raises StoreError."""
        try:
            rows = [row for versions in self._entries().values() for row in versions]
            return {row["urls"][0]: f"sha256:{row['digest']}" for row in rows}
        except (KeyError, IndexError, TypeError) as error:
            raise StoreError(f"{INDEX} is no index of charts") from error

    def releases(self, name: str) -> tuple[Chart, ...]:
        """Every release of a chart, the earliest version first. An archive that is no chart is left out."""
        found = (_chart(content) for content in self.archives.values())
        return tuple(
            sorted(
                (chart for chart in found if chart and chart.name == name),
                key=lambda chart: precedence(chart.version),
            )
        )

    def find(self, name: str, version: str) -> Chart | None:
        """The release of that version."""
        return next((chart for chart in self.releases(name) if chart.version == version), None)

    def check(self, folder: str) -> Findings:
        """What was done to releases since they were stored, for a store in `folder`. Raises StoreError."""
        return ordered(self._changes(folder))

    def added(self, chart: Chart) -> dict[str, bytes]:
        """The files by path that store one more release. Raises StoreError."""
        entries = self._entries()
        entry = {
            **chart.metadata,
            "created": _LONG_AGO,
            "digest": digest(chart.archive).removeprefix("sha256:"),
            "urls": [chart.file_name],
        }
        versions = [*entries.get(chart.name, ()), entry]
        entries[chart.name] = sorted(versions, key=lambda item: precedence(item["version"]), reverse=True)
        index = {"apiVersion": "v1", "entries": dict(sorted(entries.items())), "generated": _LONG_AGO}
        return {chart.file_name: chart.archive, INDEX: emit(index).encode(), **_unpacked(chart)}

    def _entries(self) -> dict[str, Any]:
        try:
            (index,) = documents(self.files.get(INDEX, b"{}").decode())
            return dict(index.get("entries", {}))
        except (AttributeError, TypeError, ValueError) as error:
            raise StoreError(f"{INDEX} is no index of charts: {' '.join(str(error).split())}") from error

    def _changes(self, folder: str) -> Iterator[Finding]:
        for name in sorted({*self.digests, *self.archives}):
            place = Location(f"{folder}/{name}")
            content = self.archives.get(name)
            if content is None:
                yield Finding("C202", place, "the released chart is gone", _KEEP)
            elif name not in self.digests:
                hint = "remove it, and release the chart again"
                yield Finding("C202", place, f"the chart is not in {INDEX}", hint)
            elif digest(content) != self.digests[name]:
                yield changed(place, content, self.digests[name])
            else:
                yield from self._unread(place, content)

    def _unread(self, place: Location, content: bytes) -> Iterator[Finding]:
        """What is wrong with an archive that has its digest, or with the files beside it."""
        try:
            chart = from_archive(content)
        except ChartError as error:
            yield Finding("C202", place, str(error), _KEEP)
            return
        if not self._has(_unpacked(chart)):
            unpacked = Location(place.path.removesuffix(SUFFIX))
            yield Finding("C202", unpacked, "the files are not those of the released chart", _KEEP)

    def _has(self, unpacked: Tree) -> bool:
        top = next(iter(unpacked)).partition("/")[0] + "/"
        return {path: content for path, content in self.files.items() if path.startswith(top)} == unpacked


def changed(place: Location, content: bytes, listed: str) -> Finding:
    """What is wrong with an archive whose digest is not the one that is listed."""
    return Finding("C202", place, f"the released chart is {digest(content)}, and was {listed}", _KEEP)


def _unpacked(chart: Chart) -> dict[str, bytes]:
    folder = chart.file_name.removesuffix(SUFFIX)
    return {f"{folder}/{path}": content for path, content in chart.files.items()}


def _chart(content: bytes) -> Chart | None:
    try:
        return from_archive(content)
    except ChartError:
        return None
