"""Reads the charts that umbrella charts vendor: a repository's own copy, else the packaged one."""

from __future__ import annotations

from pathlib import Path

from helmwright import layout, resources
from helmwright.charts import packaged
from helmwright.charts.chart import CHART
from helmwright.charts.packaged import ChartError
from helmwright.emit.package import ChartPackage
from helmwright.findings import Finding, Location

SERVICE = "service"


def chart_package(root: Path, name: str = SERVICE) -> ChartPackage | Finding:
    """The chart `name`, packed, or why it cannot be.

    An umbrella chart names a repository's own copy by a file:// URL, so that `helm dependency build` works.
    """
    own = root / layout.chart(name)
    has_own = (own / CHART).is_file()
    repository = f"file://../../../{layout.chart(name)}" if has_own else ""
    try:
        found = packaged.read(own if has_own else resources.charts() / name)
        if found.name != name:
            raise ChartError(f"its name is {found.name}")
        return ChartPackage(name, found.version, found.archive, repository)
    except (OSError, ValueError) as error:
        place = Location(f"{layout.chart(name)}/{CHART}")
        return Finding("H103", place, f"the chart {name} does not load: {' '.join(str(error).split())}")
