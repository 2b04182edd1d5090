"""The index of a chart repository: https://helm.sh/docs/topics/chart_repository/#the-index-file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from helmwright.charts.versions import is_version
from helmwright.yamlio.documents import YamlError, documents


class NoIndexError(ValueError):
    """What is no index of charts; the text says why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One version of a chart. `url` may be relative to the repository; `digest` is empty where the index has none."""

    version: str
    url: str
    digest: str


@dataclass(frozen=True, slots=True)
class Index:
    """What a repository offers: the rows of each chart by its name, as they were written."""

    charts: Mapping[str, Any]

    def versions(self, name: str) -> tuple[Entry, ...]:
        """Every version of a chart, without rows that are none, which Helm leaves out too."""
        return tuple(self._versions(name))

    def _versions(self, name: str) -> Iterator[Entry]:
        rows = self.charts.get(name)
        for row in rows if isinstance(rows, list) else ():
            match row:
                case {"version": str(version), "urls": [str(url), *_]} if is_version(version):
                    digest = str(row.get("digest") or "")
                    yield Entry(version, url, f"sha256:{digest.removeprefix('sha256:')}" if digest else "")


def parse(content: bytes) -> Index:
    """The index in the text. Raises NoIndexError."""
    try:
        found = documents(content.decode())
    except UnicodeDecodeError as error:
        raise NoIndexError("is not UTF-8") from error
    except YamlError as error:
        raise NoIndexError(f"is not YAML: {' '.join(str(error).split())}") from error
    match found:
        case [{"entries": dict(charts)}]:
            return Index(charts)
    raise NoIndexError("is no index of charts")
