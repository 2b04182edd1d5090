"""Reads the charts that umbrella charts vendor: a repository's own copy, else the packaged one."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from helmwright import archive, layout, resources
from helmwright.emit.package import ChartPackage
from helmwright.findings import Finding, Location

SERVICE = "service"
_VERSION = re.compile(r"\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?")


def chart_package(root: Path, name: str = SERVICE) -> ChartPackage | Finding:
    """The chart `name`, packed, or why it cannot be.

    An umbrella chart names a repository's own copy by a file:// URL, so that `helm dependency build` works.
    """
    own = root / layout.chart(name)
    has_own = (own / "Chart.yaml").is_file()
    repository = f"file://../../../{layout.chart(name)}" if has_own else ""
    try:
        files = archive.chart_files(_read(own if has_own else resources.charts() / name))
        return ChartPackage(name, _version(files, name), archive.pack(name, files), repository)
    except (OSError, ValueError, yaml.YAMLError) as error:
        place = Location(f"{layout.chart(name)}/Chart.yaml")
        return Finding("H103", place, f"the chart {name} does not load: {' '.join(str(error).split())}")


def _read(folder: Path) -> dict[str, bytes]:
    inside = folder.resolve()
    files: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        if not path.resolve().is_relative_to(inside):
            raise ValueError(f"{path.relative_to(folder).as_posix()} is a link out of the chart")
        if path.is_file():
            files[path.relative_to(folder).as_posix()] = path.read_bytes()
    return files


def _version(files: dict[str, bytes], name: str) -> str:
    """The chart's version, which becomes part of a path. Raises ValueError when it cannot."""
    metadata = yaml.safe_load(files["Chart.yaml"])
    if not isinstance(metadata, dict) or metadata.get("name") != name:
        raise ValueError(f"its name is not {name}")
    version = str(metadata.get("version"))
    if not _VERSION.fullmatch(version):
        raise ValueError(f"its version is {version}, not three numbers such as 1.2.3")
    return version
