"""Charts whose values schemas hold all that they refer to, which is for every engine to be sure of beforehand.

Helm compiles the schema of a chart and of every chart in it, and since 3.18 follows references to the network and to
any file: https://github.com/helm/helm/blob/v3.19.2/pkg/chartutil/jsonschema.go. A reference without a scheme is
a path from the root of the disk.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from helmwright.archive import ArchiveError, is_subchart, unpack
from helmwright.charts.metadata import SCHEMA
from helmwright.jsonio import json_schema
from helmwright.render.engine import RenderFailure

_CHARTS = "charts/"


def refused(chart: Mapping[str, bytes]) -> tuple[RenderFailure, ...]:
    """A failure for every values schema in the chart, and in the charts that it holds, that leads out of itself.

    What cannot be read with certainty might, and is refused as well.
    """
    own = (_of_schema(path, content) for path, content in chart.items() if _is_schema(path))
    inner = (
        failure
        for path, content in chart.items()
        if is_subchart(path)
        for failure in _of_archive(path, content)
    )
    return tuple(failure for failures in (own, inner) for failure in failures if failure)


def _is_schema(path: str) -> bool:
    """Whether Helm may take the file for a values schema: that of the chart, or of one that is in it as a folder."""
    folder, _, name = path.rpartition("/")
    return name == SCHEMA and (not folder or path.startswith(_CHARTS))


@lru_cache(maxsize=16)
def _of_archive(path: str, content: bytes) -> tuple[RenderFailure, ...]:
    """The failures of the charts in an archive, and in the archives that these hold, at any depth."""
    found: list[RenderFailure] = []
    waiting = [(path, content)]
    while waiting:
        path, content = waiting.pop()
        try:
            files = unpack(content)
        except ArchiveError as error:
            found.append(RenderFailure(f"{path} {error}"))
            continue
        for name, inner in files.items():
            if is_subchart(name):
                waiting.append((f"{path}/{name}", inner))
            elif _is_schema(name) and (failure := _of_schema(f"{path}/{name}", inner)):
                found.append(failure)
    return tuple(found)


@lru_cache(maxsize=16)
def _of_schema(path: str, content: bytes) -> RenderFailure | None:
    try:
        first, *others = json_schema.outside(json_schema.read(content)) or (None,)
    except ValueError as error:
        return RenderFailure(f"{path} cannot be used: {error}")
    if first is None:
        return None
    more = f", and {len(others)} more keywords do" if others else ""
    return RenderFailure(f"{path}{first}{more}", schema=path)
