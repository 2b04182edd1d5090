"""A chart that umbrella charts vendor: which one is asked for, and what it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from helmwright.findings import Location
from helmwright.tree import digest


@dataclass(frozen=True)
class ChartPackage:
    """A chart's name, version and packed archive.

    `repository` is what an umbrella's dependency on it says: a file:// URL of the chart in the repository,
    or empty when the repository has no copy and the archive alone serves.
    """

    name: str
    version: str
    archive: bytes
    repository: str

    @cached_property
    def digest(self) -> str:
        """The archive's digest."""
        return digest(self.archive)


@dataclass(frozen=True, slots=True)
class ChartPin:
    """A released version of a chart to use; `repository` is where Helm finds it, empty for in this repository."""

    version: str
    repository: str
    location: Location
