"""The chart under test: its files, packed once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from helmwright import layout
from helmwright.archive import chart_files, pack
from helmwright.charts.metadata import SCHEMA
from helmwright.charts.minimal import minimal
from helmwright.disk import Folder
from helmwright.yamlio.documents import documents


@dataclass(frozen=True)
class Chart:
    """A chart's files by relative path. Whoever wants a changed chart makes one with other files."""

    files: Mapping[str, bytes] = field(repr=False)

    @classmethod
    def load(cls, folder: str | Path) -> Chart:
        """The chart in a folder, as `helm package` would pack it. Raises FileNotFoundError without Chart.yaml."""
        folder = Path(folder)
        if not (folder / "Chart.yaml").is_file():
            raise FileNotFoundError(f"{folder} has no Chart.yaml")
        return cls(chart_files(Folder(folder, "the chart").files()))

    @cached_property
    def name(self) -> str:
        """The name in Chart.yaml."""
        return str(self._metadata["name"])

    @cached_property
    def version(self) -> str:
        """The version in Chart.yaml."""
        return str(self._metadata["version"])

    @cached_property
    def vendored(self) -> Mapping[str, bytes]:
        """The chart as an umbrella chart has it, by paths there: an archive of what rendering needs, and the schema."""
        least = minimal(self.files)
        schema = {SCHEMA: least.schema} if least.schema else {}
        return {layout.archive(self.name, self.version): pack(self.name, least.files), **schema}

    @cached_property
    def _metadata(self) -> Mapping[str, object]:
        (metadata,) = documents(self.files["Chart.yaml"].decode())
        assert isinstance(metadata, dict), "Chart.yaml is not a map"
        return metadata
