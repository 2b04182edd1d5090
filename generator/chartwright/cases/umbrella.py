"""The umbrella chart that a chart is tried in, as it is deployed: vendored, under aliases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright.charts.values import has_null
from helmwright.tree import Tree
from helmwright.yamlio.writer import emit


def umbrella(
    release: str, name: str, version: str, vendored: Tree, services: Mapping[str, Any]
) -> tuple[Tree, Mapping[str, Any]]:
    """An umbrella chart called like the release, with the chart once for each alias, and values to give beside it.

    `vendored` is the chart by its paths in the umbrella chart: its archive, or the files of a folder. `services` are
    values by alias, and may hold `global` ones. They are the umbrella's own, unless there is a null among them: that
    takes a default away with every Helm only when it is given beside the chart (helm/helm#32132).
    """
    beside = has_null(services)
    dependency = {"name": name, "version": version, "repository": ""}
    metadata = {
        "apiVersion": "v2",
        "name": release,
        "version": "0.1.0",
        "dependencies": [{**dependency, "alias": alias} for alias in services if alias != "global"],
    }
    files = {
        "Chart.yaml": emit(metadata).encode(),
        "values.yaml": emit({} if beside else services).encode(),
        **vendored,
    }
    return files, services if beside else {}
