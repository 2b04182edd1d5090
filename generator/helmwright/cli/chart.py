"""The chart that a command works on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from helmwright import folders, layout
from helmwright.charts import cases as trials
from helmwright.charts import packaged
from helmwright.charts.cases import Case
from helmwright.charts.chart import VALUES
from helmwright.charts.packaged import SUFFIX, Chart, ChartError
from helmwright.charts.renders import Engine
from helmwright.cli import repository
from helmwright.cli.errors import Unable
from helmwright.cli.session import Session
from helmwright.cli.tools import renderer
from helmwright.cli.types import KUBERNETES, Place
from helmwright.findings import Finding, Location
from helmwright.progress import Progress
from helmwright.render.choose import ENGINES

F = TypeVar("F", bound=Callable[..., Any])


def argument(function: F) -> F:
    """Adds the argument CHART: a chart's folder."""
    return _argument(function)


@dataclass(frozen=True, slots=True)
class Trial:
    """What a chart is tried with, as the options say."""

    folder: Path | None
    umbrella: bool
    kube_version: str
    engine_name: str | None

    def cases(self, files: Mapping[str, bytes], folder: Path) -> tuple[Case, ...]:
        """The cases of a chart: those in the folder that is given, else its own. Raises SourceError and OSError.

        Their paths lead to them from here.
        """
        if self.folder is not None:
            found = {path.as_posix(): path.read_bytes() for path in sorted(self.folder.glob("*.yaml"))}
        else:
            found = {(folder / path).as_posix(): content for path, content in trials.found(files).items()}
        return trials.read(found, by_alias=self.umbrella, defaults=(folder / VALUES).as_posix())

    def engine(self, progress: Progress) -> Engine:
        """What the cases are rendered with. Raises Unable when it is missing."""
        return Engine(renderer(self.engine_name), self.kube_version, progress)


def trying(function: Callable[..., int]) -> Callable[..., int]:
    """Adds --cases, --umbrella, --kube-version and --engine, which the function gets as `trial`."""

    @wraps(function)
    def command(
        *arguments: Any,
        cases_folder: Path | None,
        umbrella: bool,
        kube_version: str,
        engine: str | None,
        **others: Any,
    ) -> int:
        return function(*arguments, trial=Trial(cases_folder, umbrella, kube_version, engine), **others)

    for option in (_engine, _kube_version, _umbrella, _cases):
        command = option(command)
    return command


def read(folder: Path) -> dict[str, bytes]:
    """Every file of the chart by its path in the folder. Raises Unable when there is no chart, and OSError."""
    found = folders.files(folder)
    if "Chart.yaml" not in found:
        raise Unable(f"{folder} holds no chart: there is no Chart.yaml in it")
    return found


def beside(folder: Path) -> Path:
    """The folder that the chart's folder is in, also when that is given as `.` or `..`."""
    return folder.parent if folder.name not in ("", "..") else folder / ".."


def load(path: Path) -> Chart:
    """The chart in a folder or archive. Raises Unable when there is none, and OSError."""
    try:
        return packaged.read(path)
    except ChartError as error:
        raise Unable(f"{path} is no chart: {error}") from error


def opened(folder: Path) -> tuple[dict[str, bytes], Chart]:
    """Every file of a chart's folder by its path there, read once, and the chart in them.

    Raises Unable when there is none, and OSError.
    """
    try:
        files = packaged.files(folder)
        return files, packaged.from_folder(files)
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
_cases = click.option(
    "--cases",
    "cases_folder",
    metavar="DIR",
    type=Place(exists=True, file_okay=False, path_type=Path),
    help="Folder of values files to try the chart with.  [default: ci/*-values.yaml and tests/cases/*.yaml "
    "of the chart, or its values.yaml alone]",
)
_umbrella = click.option(
    "--umbrella", is_flag=True, help="The values files are an umbrella chart's: the chart's values by alias."
)
_kube_version = click.option(
    "--kube-version",
    default="1.34",
    show_default=True,
    metavar="VERSION",
    type=KUBERNETES,
    help="Kubernetes version to render for.",
)
_engine = click.option(
    "--engine",
    type=click.Choice(ENGINES),
    help="Helm engine: the built-in SDK, or the helm on PATH.  [default: sdk where it is installed]",
)
