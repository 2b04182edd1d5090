"""Values with the lines that set them, as a table and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from helmwright.findings import Location
from helmwright.model.trace import Setting
from helmwright.report.json import dump
from helmwright.report.terminal import visible

_WIDEST = 40
"""The longest value that still moves the places of the others to the right."""


def as_text(settings: Sequence[Setting]) -> str:
    """One line each, and below it what it overrode."""
    rows = [row for setting in settings for row in _rows(setting)]
    names = max(len(name) for name, _, _ in rows)
    values = min(max(len(value) for _, value, _ in rows), _WIDEST)
    return "".join(f"{name:{names}} {value:{values}}  {place}\n" for name, value, place in rows)


def _rows(setting: Setting) -> Iterator[tuple[str, str, str]]:
    what = "=" if setting.in_effect else "not in effect:"
    yield visible(setting.key), f"{what} {_shown(setting.value)}", visible(str(setting.location))
    for value, location in setting.overridden:
        yield "", f"  overrides {_shown(value)}", visible(str(location))


def _shown(value: Any) -> str:
    return visible(json.dumps(value, ensure_ascii=False))


def as_json(part: str, environment: str, settings: Sequence[Setting]) -> str:
    """A JSON object with the values of a part of a release in an environment."""
    values = [
        {
            "key": setting.key,
            **_said(setting.value, setting.location),
            "inEffect": setting.in_effect,
            "overrides": [_said(value, location) for value, location in setting.overridden],
        }
        for setting in settings
    ]
    return dump({"service": part, "environment": environment, "values": values})


def _said(value: Any, location: Location) -> dict[str, Any]:
    return {"value": value, "path": location.path, "line": location.line, "column": location.column}
