"""The options that say which values a chart is tried with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from helmwright.charts import cases
from helmwright.charts.cases import Case, CaseError
from helmwright.cli.errors import Unable
from helmwright.tree import Tree

F = TypeVar("F", bound=Callable[..., Any])


def options(function: F) -> F:
    """Adds --cases, --by-alias and --kube-version."""
    for option in (_kube_version, _by_alias, _folder):
        function = option(function)
    return function


def read(folder: Path | None, chart: Tree, *, by_alias: bool) -> tuple[Case, ...]:
    """The cases in the folder, else those that the chart holds itself. Raises Unable and OSError."""
    if folder is None:
        files = cases.found(chart)
    else:
        paths = (path for path in sorted(folder.iterdir()) if path.suffix in (".yaml", ".yml"))
        files = {path.name: path.read_bytes() for path in paths}
        if not files:
            raise Unable(f"{folder} holds no values: no file in it ends in .yaml or .yml")
    try:
        return cases.read(files, by_alias=by_alias)
    except CaseError as error:
        raise Unable(str(error)) from error


_folder = click.option(
    "--cases",
    "cases_folder",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with a values file for each case.  [default: ci/ and tests/cases/ of the chart]",
)
_by_alias = click.option(
    "--by-alias", is_flag=True, help="The files hold values by alias, as an umbrella chart's values do."
)
_kube_version = click.option(
    "--kube-version", default="1.34", show_default=True, metavar="VERSION", help="Kubernetes to render for."
)
