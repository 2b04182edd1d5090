"""From a value of a patched object back to the place in the patch that it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright.kubernetes.manifests import Manifest
from helmwright.model.field import Field, plain
from helmwright.model.origins import Path


def in_patch(values: Field, manifest: Manifest, path: Path) -> Path:
    """The steps to what an object's value comes from in its patch, none when it comes from elsewhere."""
    name = f"{manifest.kind}/{manifest.name}"
    patch: Any = plain(values.value.get("patches", {})).get(name)
    value: Any = manifest.object
    found: Path = ("patches", name)
    for step in path:
        value = child(value, step)
        place = _place(patch, value) if isinstance(step, int) else step
        patch = child(patch, place)
        if patch is None:
            return ()
        found = (*found, place)
    return found if path else ()


def _place(patch: Any, item: Any) -> int:
    """The index of the entry of a patch's list that is part of an item, past the list's end when none is."""
    entries = patch if isinstance(patch, list) else []
    return next((index for index, entry in enumerate(entries) if _within(entry, item)), len(entries))


def _within(entry: Any, item: Any) -> bool:
    """Whether an entry of a patch's list is part of the item: what it says in one word is true of it."""
    if not isinstance(entry, Mapping) or not isinstance(item, Mapping):
        return bool(entry == item)
    return all(
        item.get(key) == value for key, value in entry.items() if not isinstance(value, Mapping | list)
    )


def child(value: Any, step: str | int) -> Any:
    """What is by a key of a map or an index of a list, None where nothing is."""
    if isinstance(value, Mapping):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None
