"""The chart that a command works on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import click

from helmwright import layout
from helmwright.charts import chart
from helmwright.charts.chart import SUFFIX, Chart, ChartError
from helmwright.charts.metadata import CHART, is_library
from helmwright.cli import repository
from helmwright.cli.arguments.types import Place
from helmwright.cli.exit_codes import Unable
from helmwright.cli.session import Session
from helmwright.disk import Folder
from helmwright.findings import Finding, Location
from helmwright.tree import Tree

F = TypeVar("F", bound=Callable[..., Any])


def argument(function: F) -> F:
    """Adds the argument CHART: a chart's folder."""
    return _argument(function)


def read(folder: Path) -> dict[str, bytes]:
    """Every file of the chart by its path in the folder. Raises Unable when there is no chart, and OSError."""
    found = Folder(folder, "the chart").files()
    if CHART not in found:
        raise Unable(f"{folder} holds no chart: there is no {CHART} in it")
    return found


def renders(metadata: Mapping[str, Any], place: object) -> None:
    """Raises Unable for a library, which renders nothing that could be looked at."""
    if is_library(metadata):
        raise Unable(f"{place} is a library chart: it renders nothing", "name a chart that uses it")


def beside(folder: Path) -> Path:
    """The folder that the chart's folder is in, also when that is given as `.` or `..`."""
    return folder.parent if folder.name not in ("", "..") else folder / ".."


def load(path: Path) -> Chart:
    """The chart in a folder or archive. Raises Unable when there is none, and OSError."""
    try:
        return chart.read(path)
    except ChartError as error:
        raise Unable(f"{path} is no chart: {error}") from error


def opened(folder: Path) -> tuple[Tree, Chart]:
    """Every file of a chart's folder by its path there, read once, and the chart in them.

    Raises Unable when there is none, and OSError.
    """
    try:
        files = Folder(folder, "the chart").files()
        return files, chart.from_folder(files)
    except ChartError as error:
        raise Unable(f"{folder} is no chart: {error}") from error


def load_named(session: Session, source: str) -> Chart:
    """The chart in a folder or archive, or the release of this repository that is called so: service-0.1.0.

    Without helmwright.yaml the repository is the folder that one works in. Raises Unable when there is none, and
    OSError.
    """
    path = session.start / source
    if not path.exists():
        root = repository.find(session.start) or session.start
        path = root / layout.RELEASES / f"{source}{SUFFIX}"
    if not path.exists():
        raise Unable(f"{source} is no folder, no archive, and no release in {layout.RELEASES}")
    return load(path)


def placed(finding: Finding, folder: Path) -> Finding:
    """The finding with its path in the chart's folder as the person sees it from here."""
    place = finding.location
    path = (folder / place.path).as_posix()
    return replace(finding, location=Location(path, place.line, place.column))


_argument = click.argument(
    "folder", metavar="CHART", type=Place(exists=True, file_okay=False, path_type=Path)
)
