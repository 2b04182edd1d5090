"""A chart that umbrella charts vendor: which one is asked for, and what it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from helmwright import layout
from helmwright.charts.metadata import SCHEMA
from helmwright.findings import Location
from helmwright.tree import digest


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

    @cached_property
    def vendored(self) -> Mapping[str, tuple[bytes, str]]:
        """What an umbrella chart has of it, by the path there: content and digest."""
        files = {layout.archive(self.name, self.version): self.archive}
        if self.schema:
            files[SCHEMA] = self.schema
        return {path: (content, digest(content)) for path, content in files.items()}


@dataclass(frozen=True, slots=True)
class ChartPin:
    """A chart to use: which one, and of which release; `version` is empty for the chart as it is.

    `repository` is where Helm finds the release, empty for in this repository; `location` is the line that asks for it.
    `store` is the folder of the repository that holds its archive: that of releases, or of the charts of others.
    """

    chart: str
    version: str = ""
    repository: str = ""
    location: Location = field(default_factory=lambda: Location(""))
    store: str = layout.RELEASES
