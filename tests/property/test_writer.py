"""What the emitter writes, Helm reads: through values.yaml, into a template and back."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from helmwright.render.engine import Rendered, RenderRequest
from helmwright.render.helm.library import Library
from helmwright.yamlio.writer import emit

_TEXT = st.text(st.characters(exclude_categories=["Cs"])) | st.text(
    "-+.0123456789_:eExXoOnNyYfFtTrRuUlLaAsS~<=", min_size=1, max_size=8
)
_EXACT = 2**53  # Helm reads numbers as JSON does, into 64-bit floats
_SCALARS = (
    _TEXT | st.booleans() | st.integers(-_EXACT, _EXACT) | st.floats(allow_nan=False, allow_infinity=False)
)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4),
    max_leaves=20,
)


def read_by_helm(value: Any) -> Any:
    """What a template sees as the value that stands in values.yaml."""
    chart = {
        "Chart.yaml": b"apiVersion: v2\nname: echo\nversion: 1.0.0\n",
        "values.yaml": emit({"given": value}).encode(),
        "templates/echo.yaml": b"{{ toJson .Values.given }}",
    }
    rendered = Library().template(RenderRequest("echo", "echo", chart, "1.34"))
    assert isinstance(rendered, Rendered), rendered
    (text,) = rendered.templates.values()
    return json.loads(text, parse_int=float)


@given(_VALUES)
@example(
    ["1.10", "on", "12e45", "0o17", "08", "1_000", "12:30:45", "2024-01-01", "~", "null", "=", "<<", "!x"]
)
@example({"y": "n", "on": "off", "1e3": "1", "null": "", "<<": "merge", "a: b": "# c", "URL": "x", "Yes": 1})
@example(["\x00", "\x7f", "\x85", "\u2028", "\ufeff", "\ufffe", "\U0001f388", "a\tb\r\nc", "'", '"', "\\"])
def test_helm_reads_what_was_written(value: Any) -> None:
    assert read_by_helm(value) == value
