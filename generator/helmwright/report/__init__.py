"""Reports: findings and changes as text, in the formats that people and CI systems read."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from helmwright.report import github, json, junit, sarif, text
from helmwright.report.diff import unified_diff
from helmwright.report.outcome import Report, normalised

__all__ = ["FORMATS", "Report", "render", "unified_diff"]

_FOR_PROGRAMS: Mapping[str, Callable[[Report], str]] = {
    "json": json.render,
    "github": github.render,
    "sarif": sarif.render,
    "junit": junit.render,
}

FORMATS: tuple[str, ...] = ("text", *_FOR_PROGRAMS)
"""The names that `render` takes."""


def render(report: Report, format: str, *, color: bool = False) -> str:
    """The report in one of `FORMATS`, ending with a newline; the same bytes for the same report.

    `color` matters to `text` alone; whether the output is a terminal that wants colours is the
    caller's to know. Any text in a finding is safe to print: see `terminal.visible`. Changes are
    shown in `text` and `json`; the other formats are about findings. Raises KeyError for a name
    that is not in `FORMATS`.
    """
    ready = normalised(report)
    if format == "text":
        return text.render(ready, color=color)
    return _FOR_PROGRAMS[format](ready)
