"""The files of a chart that hold one map: values, and Chart.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright.limits import CHART_VALUES
from helmwright.yamlio.documents import YamlError, documents, expands


class ChartFileError(ValueError):
    """A file of a chart that cannot be read for what it is for: its path, its line or 0, and why."""

    def __init__(self, path: str, problem: str, line: int = 0) -> None:
        super().__init__(f"{path}: {problem}")
        self.path = path
        self.problem = problem
        self.line = line


def decoded(path: str, content: bytes) -> str:
    """The text of the file at `path`. Raises ChartFileError."""
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise ChartFileError(path, "the file is not UTF-8") from error


def read_map(path: str, content: bytes, holds: str = "map") -> Mapping[str, Any]:
    """The one map in the file at `path`, which `holds` says what is in it; empty in an empty file.

    Raises ChartFileError, also for more than CHART_VALUES.
    """
    try:
        found = documents(decoded(path, content))
    except YamlError as error:
        raise ChartFileError(path, f"not YAML: {error}", error.line) from error
    values = found[0] if found else {}
    if not isinstance(values, Mapping) or len(found) > 1:
        raise ChartFileError(path, f"the file is not one {holds}")
    most = CHART_VALUES.value
    # Fewer bytes are fewer values, without aliases. The map itself is none of them.
    if (len(content) > most or b"*" in content) and expands([values], most + 1):
        raise ChartFileError(path, f"there are more than {most:,} values in it")
    return values
