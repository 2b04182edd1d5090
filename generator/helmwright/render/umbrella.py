"""The umbrella chart that a chart is tried in, as it is deployed: vendored, under aliases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright.tree import Tree
from helmwright.yamlio.writer import emit


def umbrella(release: str, name: str, version: str, archive: bytes, services: Mapping[str, Any]) -> Tree:
    """The files of an umbrella chart called like the release, with the chart once for each alias.

    `services` are values by alias, and may hold `global` ones.
    """
    dependency = {"name": name, "version": version, "repository": ""}
    metadata = {
        "apiVersion": "v2",
        "name": release,
        "version": "0.1.0",
        "dependencies": [{**dependency, "alias": alias} for alias in services if alias != "global"],
    }
    return {
        "Chart.yaml": emit(metadata).encode(),
        "values.yaml": emit(services).encode(),
        f"charts/{name}-{version}.tgz": archive,
    }
