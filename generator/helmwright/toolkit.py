"""Reads the charts that umbrella charts vendor: a repository's own copy, else the packaged one."""

from __future__ import annotations

from pathlib import Path

import yaml

from helmwright import archive, layout, resources
from helmwright.emit.package import ChartPackage

SERVICE = "service"


def chart_package(root: Path, name: str = SERVICE) -> ChartPackage:
    """The chart `name`, packed.

    An umbrella chart names a repository's own copy by a file:// URL, so that `helm dependency build` works.
    Raises OSError when the chart cannot be read, ArchiveError for a bad .helmignore and KeyError or YAMLError for a
    broken Chart.yaml.
    """
    own = root / layout.chart(name)
    has_own = (own / "Chart.yaml").is_file()
    folder = own if has_own else resources.charts() / name
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    version = str(yaml.safe_load(files["Chart.yaml"])["version"])
    repository = f"file://../../../{layout.chart(name)}" if has_own else ""
    return ChartPackage(name, version, archive.pack(name, archive.chart_files(files)), repository)
