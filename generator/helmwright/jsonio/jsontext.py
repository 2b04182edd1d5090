"""Reads JSON that others wrote."""

from __future__ import annotations

import json
from typing import Any

from helmwright.limits import JSON_DEPTH


def loads(content: str | bytes) -> Any:
    """The value in the text. Raises ValueError for whatever is no JSON, and for what is nested too deeply."""
    try:
        value = json.loads(content)
    except RecursionError as error:
        raise _too_deep() from error
    level, depth = [value], 0
    while level:
        depth += 1
        if depth > JSON_DEPTH.value:
            raise _too_deep()
        level = [part for outer in level for part in _parts(outer) if isinstance(part, dict | list)]
    return value


def _parts(value: Any) -> Any:
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


def _too_deep() -> ValueError:
    return ValueError(f"values nest deeper than {JSON_DEPTH.value} levels")
