"""What applying one object in place of another does to what runs in a cluster."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from chartwright.diff.immutable import violations
from chartwright.diff.normalized import stored
from helmwright.kubernetes.manifests import Manifest


class Impact(IntEnum):
    """From what nobody notices to what loses something, so that the highest of several counts."""

    NOTHING = 0
    METADATA = 1
    """Labels and annotations of the object itself."""
    ADDED = 2
    UPDATED = 3
    """A field that changes in place: a number of replicas, a port of a Service, the next run of a CronJob."""
    REMOVED = 4
    RESTART = 5
    """The pods are replaced, as the workload's strategy says."""
    BREAKING = 6
    """Refused by the API server, or something is lost."""

    @property
    def word(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True, order=True)
class Effect:
    """What happens to one field, or to a whole object when `path` is empty."""

    impact: Impact
    path: str = ""
    reason: str = ""
    source: str = ""


def effects(before: Manifest | None, after: Manifest | None) -> tuple[Effect, ...]:
    """Everything that changes between two objects of one name; one of them may be missing."""
    if before is None or after is None:
        return _appearance(before, after)
    old, new = stored(before.object), stored(after.object)
    broken = {
        path: Effect(Impact.BREAKING, ".".join(path), reason, source)
        for path, reason, source in violations(kind_of(after), old, new)
    }
    plain = [
        Effect(_impact(kind_of(after), path), ".".join(path))
        for path in _changes(old, new)
        if not any(path[: len(fixed)] == fixed for fixed in broken)
    ]
    return (*broken.values(), *plain)


def kind_of(manifest: Manifest) -> tuple[str, str]:
    """An object's API group and kind."""
    return (manifest.group, manifest.kind)


_TEMPLATES = {
    ("apps", "Deployment"),
    ("apps", "StatefulSet"),
    ("apps", "DaemonSet"),
    ("argoproj.io", "Rollout"),
}
"""Kinds whose controllers replace their pods as soon as spec.template changes."""
_CARRIED: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("bitnami.com", "SealedSecret"): ("spec", "template"),
    ("external-secrets.io", "ExternalSecret"): ("spec", "target", "template"),
}
"""Kinds that hold the metadata of a Secret which a controller makes, and where."""
_LOST: Mapping[tuple[str, str], str] = {
    ("", "PersistentVolumeClaim"): "its data is deleted with it",
    ("", "Namespace"): "everything in it is deleted with it",
    ("", "Service"): "those that call it by its name find nothing",
    ("apiextensions.k8s.io", "CustomResourceDefinition"): "every object of the kind is deleted with it",
    **dict.fromkeys(sorted(_TEMPLATES), "its pods stop"),
}
"""Kinds whose removal is a loss, with what is lost."""


def _appearance(before: Manifest | None, after: Manifest | None) -> tuple[Effect, ...]:
    if before is None:
        return (Effect(Impact.ADDED),) if after else ()
    if loss := _LOST.get(kind_of(before)):
        return (Effect(Impact.BREAKING, reason=f"removed: {loss}"),)
    return (Effect(Impact.REMOVED),)


def _impact(kind: tuple[str, str], path: tuple[str, ...]) -> Impact:
    carried = _CARRIED.get(kind, ())
    own = path[len(carried) :] if path[: len(carried)] == carried else path
    if own[:2] in (("metadata", "labels"), ("metadata", "annotations")):
        return Impact.METADATA
    if kind in _TEMPLATES and path[:2] == ("spec", "template"):
        return Impact.RESTART
    return Impact.UPDATED


def _changes(before: Any, after: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The paths of the values that differ. A list counts as one value."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in sorted({*before, *after}):
            if key in before and key in after:
                yield from _changes(before[key], after[key], (*path, str(key)))
            else:
                yield (*path, str(key))
    elif before != after or type(before) is not type(after):
        yield path
