"""Lists in objects that charts render, where anything can be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def items(value: Any) -> tuple[Any, ...]:
    """What a list holds but nothings, which mean nothing; what is no list holds nothing."""
    return tuple(one for one in value if one is not None) if isinstance(value, list | tuple) else ()


def mappings(value: Any) -> tuple[Mapping[str, Any], ...]:
    """The mappings that a list holds."""
    return tuple(one for one in items(value) if isinstance(one, Mapping))
