"""The chart that a command works on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import click

from helmwright.cli.errors import Unable
from helmwright.findings import Finding, Location

F = TypeVar("F", bound=Callable[..., Any])


def argument(function: F) -> F:
    """Adds the argument CHART: a chart's folder."""
    return _argument(function)


def read(folder: Path) -> dict[str, bytes]:
    """Every file of the chart by its path in the folder. Raises Unable when there is no chart, and OSError."""
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    if "Chart.yaml" not in files:
        raise Unable(f"{folder} holds no chart: there is no Chart.yaml in it")
    return files


def placed(finding: Finding, folder: Path) -> Finding:
    """The finding with its path in the chart's folder as the person sees it from here."""
    place = finding.location
    path = (folder / place.path).as_posix()
    return replace(finding, location=Location(path, place.line, place.column))


_argument = click.argument(
    "folder", metavar="CHART", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
