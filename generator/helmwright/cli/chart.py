"""The chart that a command works on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import click

from helmwright import layout
from helmwright.charts import cases as trials
from helmwright.charts import packaged
from helmwright.charts.cases import Case
from helmwright.charts.packaged import SUFFIX, Chart, ChartError
from helmwright.cli import repository
from helmwright.cli.errors import Unable, unable
from helmwright.cli.session import Session
from helmwright.cli.types import KUBERNETES
from helmwright.findings import Finding, Location
from helmwright.render import choose
from helmwright.render.choose import ENGINES
from helmwright.render.engine import Renderer

F = TypeVar("F", bound=Callable[..., Any])


def argument(function: F) -> F:
    """Adds the argument CHART: a chart's folder."""
    return _argument(function)


def trying(function: F) -> F:
    """Adds the options that say what a chart is tried with: --cases, --umbrella, --kube-version, --engine."""
    for option in (_engine, _kube_version, _umbrella, _cases):
        function = option(function)
    return function


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


def beside(folder: Path) -> Path:
    """The folder that the chart's folder is in, also when that is given as `.` or `..`."""
    return folder.parent if folder.name not in ("", "..") else folder / ".."


def load(session: Session, source: str) -> Chart:
    """The chart in a folder or archive, or the release of this repository that is called so: service-0.1.0.

    Without helmwright.yaml the repository is the folder that one works in.

    Raises Unable when there is none.
    """
    path = Path(source)
    if not path.exists():
        root = repository.find(session.start) or session.start
        path = root / layout.RELEASES / f"{source}{SUFFIX}"
    if not path.exists():
        raise Unable(f"{source} is no folder, no archive, and no release in {layout.RELEASES}")
    try:
        return packaged.read(path)
    except ChartError as error:
        raise Unable(f"{source} is no chart: {error}") from error


def cases(
    files: Mapping[str, bytes], folder: Path, given: Path | None, *, umbrella: bool
) -> tuple[Case, ...]:
    """The cases of a chart: those in the folder that is given, else its own. Raises SourceError and OSError.

    Their paths lead to them from here.
    """
    if given is not None:
        found = {path.as_posix(): path.read_bytes() for path in sorted(given.glob("*.yaml"))}
    else:
        found = {(folder / path).as_posix(): content for path, content in trials.found(files).items()}
    return trials.read(found, by_alias=umbrella, defaults=(folder / "values.yaml").as_posix())


def renderer(engine: str | None) -> Renderer:
    """The Helm engine. Raises Unable when it is missing."""
    chosen = choose.renderer(engine)
    if isinstance(chosen, Finding):
        raise unable(chosen)
    return chosen


def placed(finding: Finding, folder: Path) -> Finding:
    """The finding with its path in the chart's folder as the person sees it from here."""
    place = finding.location
    path = (folder / place.path).as_posix()
    return replace(finding, location=Location(path, place.line, place.column))


_argument = click.argument(
    "folder", metavar="CHART", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
_cases = click.option(
    "--cases",
    "cases_folder",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
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
