"""An object as the API server keeps it: what is only written in another way is no difference."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright.kubernetes.manifests import Object
from helmwright.kubernetes.quantities import amount


def stored(item: Object) -> Object:
    """The object with its resources as numbers, and without its namespace, which its identity tells."""
    metadata = item.get("metadata")
    if isinstance(metadata, Mapping):
        item = {**item, "metadata": {key: value for key, value in metadata.items() if key != "namespace"}}
    found: Object = _measured(item)
    return found


def _measured(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _entry(key, inner) for key, inner in value.items()}
    return [_measured(inner) for inner in value] if isinstance(value, list) else value


def _entry(key: str, value: Any) -> Any:
    if key == "sizeLimit":
        return _quantity(value)
    if key == "resources" and isinstance(value, Mapping):
        return {name: _amounts(inner) if name in _AMOUNTS else inner for name, inner in value.items()}
    return _measured(value)


_AMOUNTS = frozenset({"limits", "requests"})


def _amounts(value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    return {name: _quantity(text) for name, text in value.items()}


def _quantity(value: Any) -> Any:
    """The number that a quantity stands for; what is none stays as it is, for the API server to refuse."""
    number = amount(value)
    return value if number is None else number
