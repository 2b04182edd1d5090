"""A chart that umbrella charts vendor: which one is asked for, and what it is."""

from __future__ import annotations

from dataclasses import dataclass

from helmwright.findings import Location


@dataclass(frozen=True)
class ChartPackage:
    """A chart's name, version and packed archive.

    `repository` is what an umbrella's dependency on it says: a file:// URL of the chart in the repository,
    or empty when the repository has no copy and the archive alone serves. `schema` is the values schema of the
    umbrella charts that vendor it, empty when the archive has its own.
    """

    name: str
    version: str
    archive: bytes
    repository: str
    schema: bytes = b""


@dataclass(frozen=True, slots=True)
class ChartPin:
    """A released version of a chart to use; `repository` is where Helm finds it, empty for in this repository."""

    version: str
    repository: str
    location: Location
