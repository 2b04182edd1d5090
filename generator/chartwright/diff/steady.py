"""What two renders of the same say about the objects that a chart makes differently each time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from helmwright.kubernetes.manifests import Manifest
from helmwright.kubernetes.scopes import Identity

CHANGING = "(another at each render)"
"""What stands in place of a value, or a name, that is not the same twice."""


def steady(
    objects: Mapping[Identity, Manifest], again: Mapping[Identity, Manifest]
) -> dict[Identity, Manifest]:
    """The objects of one render with what another of the same made differently taken out of them."""
    found: dict[Identity, Manifest] = {}
    for key, manifest in objects.items():
        named = (*key[:3], CHANGING)
        same = key if key in again else next((other for other in again if _is_like(other, named)), None)
        if same is None or (same != key and same in objects):
            found[key] = manifest
        else:
            content = _steady(manifest.object, again[same].object)
            found[key if same == key else named] = replace(manifest, object=content)
    return found


def _is_like(one: Identity, other: Identity) -> bool:
    """Whether two differ by their names alone."""
    return (one[0], one[1], one[2]) == (other[0], other[1], other[2])


def _steady(value: Any, again: Any) -> Any:
    if isinstance(value, Mapping) and isinstance(again, Mapping):
        return {key: _steady(inner, again[key]) if key in again else inner for key, inner in value.items()}
    if isinstance(value, list) and isinstance(again, list) and len(value) == len(again):
        return [_steady(inner, other) for inner, other in zip(value, again, strict=True)]
    return value if value == again else CHANGING
