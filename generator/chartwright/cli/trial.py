"""What the commands for charts try a chart with: its cases, an engine and a Kubernetes version."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

from chartwright.cases.case import Case, case_files, read_cases
from chartwright.cases.renders import Engine
from helmwright.charts.metadata import VALUES
from helmwright.cli.arguments import options
from helmwright.cli.arguments.tools import renderer
from helmwright.cli.arguments.types import KUBERNETES, Place
from helmwright.cli.session import Session
from helmwright.disk import Folder
from helmwright.limits import VALUES_BYTES
from helmwright.progress import Progress


@dataclass(frozen=True, slots=True)
class Trial:
    """What a chart is tried with, as the options say."""

    folder: Path | None
    umbrella: bool
    kube_version: str
    engine_name: str | None
    api_versions: tuple[str, ...]

    def cases(self, files: Mapping[str, bytes], folder: Path) -> tuple[Case, ...]:
        """The cases of a chart: those in the folder that is given, else its own. Raises ChartFileError and OSError.

        Their paths lead to them from here.
        """
        if self.folder is not None:
            place = Folder(self.folder, "the folder of values")
            names = (name for name in place.list() if name.endswith(".yaml") and not name.startswith("."))
            found = {(self.folder / name).as_posix(): place.read(name, VALUES_BYTES) for name in names}
        else:
            found = {(folder / path).as_posix(): content for path, content in case_files(files).items()}
        return read_cases(found, by_alias=self.umbrella, defaults=(folder / VALUES).as_posix())

    def engine(self, session: Session, progress: Progress) -> Engine:
        """What the cases are rendered with. Raises Unable when it is missing."""
        return Engine(renderer(session, self.engine_name), self.kube_version, progress, self.api_versions)


def trying(function: Callable[..., int]) -> Callable[..., int]:
    """Adds --cases, --umbrella, --kube-version, --api-versions and --engine, which the function gets as `trial`."""

    @wraps(function)
    def command(
        *arguments: Any,
        cases_folder: Path | None,
        umbrella: bool,
        kube_version: str,
        engine: str | None,
        api_versions: tuple[str, ...],
        **others: Any,
    ) -> int:
        trial = Trial(cases_folder, umbrella, kube_version, engine, api_versions)
        return function(*arguments, trial=trial, **others)

    for option in (options.engine, _api_versions, _kube_version, _umbrella, _cases):
        command = option(command)
    return command


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
_api_versions = click.option(
    "--api-versions",
    multiple=True,
    metavar="VERSION",
    help="An API version of the cluster beside Kubernetes' own, such as monitoring.coreos.com/v1; may be given again.",
)
