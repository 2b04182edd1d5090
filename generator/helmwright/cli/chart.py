"""The chart that a command works on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import click

from helmwright import layout
from helmwright.charts import chart as charts
from helmwright.charts.chart import SUFFIX, Chart, ChartError
from helmwright.cli import repository
from helmwright.cli.errors import Unable
from helmwright.cli.session import Session
from helmwright.findings import Finding, Location

F = TypeVar("F", bound=Callable[..., Any])


def argument(function: F) -> F:
    """Adds the argument CHART: a chart's folder."""
    return _argument(function)


def read(folder: Path) -> dict[str, bytes]:
    """Every file of the chart by its path in the folder. Raises Unable when there is no chart, and OSError."""
    found = files(folder)
    if "Chart.yaml" not in found:
        raise Unable(f"{folder} holds no chart: there is no Chart.yaml in it")
    return found


def files(folder: Path) -> dict[str, bytes]:
    """Every file below the folder by its path there. Raises OSError."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def load(session: Session, source: str) -> Chart:
    """The chart in a folder or archive, or the release of this repository that is called so: service-0.1.0.

    Raises Unable when there is none.
    """
    path = Path(source)
    root = repository.find(session.start)
    if not path.exists() and root is not None:
        path = root / layout.RELEASES / f"{source}{SUFFIX}"
    if not path.exists():
        raise Unable(f"{source} is no folder, no archive, and no release in {layout.RELEASES}")
    try:
        return charts.read(path)
    except ChartError as error:
        raise Unable(f"{source} is no chart: {error}") from error


def placed(finding: Finding, folder: Path) -> Finding:
    """The finding with its path in the chart's folder as the person sees it from here."""
    place = finding.location
    path = (folder / place.path).as_posix()
    return replace(finding, location=Location(path, place.line, place.column))


_argument = click.argument(
    "folder", metavar="CHART", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
