"""The files of a chart that hold one map: values, and Chart.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright.charts.source import SourceError, decoded
from helmwright.render.reader import YamlError, documents


def read(path: str, content: bytes, holds: str = "map") -> Mapping[str, Any]:
    """The one map in the file at `path`, which `holds` says what is in it; empty in an empty file.

    Raises SourceError.
    """
    try:
        found = documents(decoded(path, content))
    except YamlError as error:
        raise SourceError(path, f"not YAML: {error}", error.line) from error
    values = found[0] if found else {}
    if not isinstance(values, Mapping) or len(found) > 1:
        raise SourceError(path, f"the file is not one {holds}")
    return values
