"""A chart as it is vendored: what rendering needs, without what only people read.

README, comments and descriptions stay where the chart is written. An umbrella chart has a copy of what is left in
every environment, and Argo CD loads it at every refresh.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from helmwright.charts.files import ChartFileError, read_map
from helmwright.charts.metadata import CHART, REQUIREMENTS, SCHEMA, VALUES
from helmwright.charts.template_tokens import Piece, pieces
from helmwright.charts.umbrella_schema import umbrella_schema
from helmwright.tree import Tree
from helmwright.yamlio.writer import emit

_TEMPLATES = "templates/"
_FOLDERS = (_TEMPLATES, "crds/", "charts/")
_LOADED = frozenset({CHART, "Chart.lock", REQUIREMENTS, "requirements.lock", VALUES, SCHEMA})
"""What Helm loads by its path, with the folders: https://github.com/helm/helm/blob/v3.19.2/pkg/chart/loader/load.go

All else is only for templates that ask for `.Files`.
"""
_ASKS = re.compile(rb"\b(?:Files|tpl)\b")
"""Words without which no template reads a file; `tpl` runs templates from values, which nobody knows."""


@dataclass(frozen=True, slots=True)
class Minimal:
    """What is left of a chart, and the schema that its umbrella charts have in place of its own, empty without one."""

    files: Tree
    schema: bytes


def minimal(files: Tree) -> Minimal:
    """The least of a chart that renders and refuses the same in an umbrella chart."""
    schema = umbrella_schema(files[SCHEMA]) if SCHEMA in files else None
    all_read = _reads_files(files)
    kept = {
        path: _content(path, content)
        for path, content in files.items()
        if (all_read or path in _LOADED or path.startswith(_FOLDERS)) and (path != SCHEMA or schema is None)
    }
    return Minimal(kept, schema or b"")


def without_comments(template: bytes) -> bytes:
    """The template with its comments empty: it prints the same, and every line keeps its number.

    One that Helm refuses stays as it is.
    """
    try:
        return "".join(map(_emptied, pieces(template.decode()))).encode()
    except ValueError:
        return template


def _emptied(piece: Piece) -> str:
    if piece.kind != "comment":
        return piece.text
    opening, _, rest = piece.text.partition("/*")
    comment, _, closing = rest.partition("*/")
    lines = "\n" * comment.count("\n")
    return f"{opening}/*{lines}*/{closing}"


def _reads_files(files: Tree) -> bool:
    """Whether a template may ask for any file. Those of charts within charts are given other charts' files too."""
    return any(
        path.startswith("charts/") or (path.startswith(_TEMPLATES) and _ASKS.search(content))
        for path, content in files.items()
    )


def _content(path: str, content: bytes) -> bytes:
    if path.startswith(_TEMPLATES):
        return without_comments(content)
    return _bare(content) if path == VALUES else content


def _bare(values: bytes) -> bytes:
    """The values without comments; as they are when they hold what our writer leaves to others, such as a null."""
    try:
        return emit(read_map(VALUES, values)).encode()
    except (ChartFileError, TypeError):
        return values
