"""Values as Helm takes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """The values of `over` above those of `base`, as Helm lays values over a chart's defaults.

    A null replaces like any other value here; what it means to Helm depends on its version.
    """
    result = dict(base)
    for key, value in over.items():
        below = result.get(key)
        nested = isinstance(value, Mapping) and isinstance(below, Mapping)
        result[key] = merged(below or {}, value) if nested else value
    return result


def has_null(value: Any) -> bool:
    """Whether there is a null in the value, at any depth."""
    if isinstance(value, Mapping):
        return any(map(has_null, value.values()))
    return any(map(has_null, value)) if isinstance(value, list) else value is None
