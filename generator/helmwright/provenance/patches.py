"""From a value of a patched object back to the place in the patch that it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright.kubernetes.manifests import Manifest
from helmwright.kubernetes.pods import pod_template
from helmwright.model.field import Field, plain
from helmwright.model.origins import Path


def in_patch(values: Field, manifest: Manifest, path: Path) -> Path:
    """The steps to what an object's value comes from in a patch, none when it comes from elsewhere.

    Of several patches it is the last that is applied: that of the object's name, then of its kind, then of all pods.
    """
    patches: Mapping[str, Any] = plain(values.value.get("patches", {}))
    pod = pod_template(manifest.object)
    candidates = [(name, path) for name in (*_names(manifest), f"{manifest.kind}/*")]
    if pod and path[: len(pod[0])] == pod[0]:
        candidates.append(("Pod/*", path[len(pod[0]) :]))
    found = (_within_patch(patches, name, manifest, path, rest) for name, rest in candidates)
    return next(filter(None, found), ())


def _names(manifest: Manifest) -> tuple[str, ...]:
    """The object's own name; a task's Job is patched without the hash that its name ends with."""
    name = f"{manifest.kind}/{manifest.name}"
    return (name, name.rpartition("-")[0]) if manifest.kind == "Job" else (name,)


def _within_patch(patches: Mapping[str, Any], name: str, manifest: Manifest, path: Path, rest: Path) -> Path:
    value: Any = manifest.object
    for step in path[: len(path) - len(rest)]:
        value = child(value, step)
    patch = patches.get(name)
    found: Path = ("patches", name)
    for step in rest:
        value = child(value, step)
        place = _place(patch, value) if isinstance(step, int) else step
        patch = child(patch, place)
        if patch is None:
            return ()
        found = (*found, place)
    return found if rest else ()


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
