"""What of the objects of a release decides how Argo CD has to sync them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from json import dumps
from typing import Any

from helmwright.emit.argocd.metadata import WAVE
from helmwright.kubernetes.manifests import DEFINITION, Manifest
from helmwright.kubernetes.usage import AUTOSCALERS

_ANNOTATIONS = 262_144
"""The most bytes of an object's annotations (Kubernetes' pkg/apis/core/validation)."""

Object = Mapping[str, Any]


def is_awaited(manifest: Manifest) -> bool:
    """Whether it is a Job that what comes later in a sync waits for."""
    metadata = manifest.object.get("metadata") or {}
    return manifest.kind == "Job" and WAVE in (metadata.get("annotations") or {})


def is_large(manifest: Manifest) -> bool:
    """Whether it is a definition that does not fit into an annotation, where client-side apply would put it.

    https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#server-side-apply
    """
    return manifest.kind == DEFINITION and _size(_Same(manifest.object)) > _ANNOTATIONS


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """An object that is equal to itself alone: environments share definitions, and to compare two takes long."""

    item: Object

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.item is self.item

    def __hash__(self) -> int:
        return id(self.item)


@lru_cache(maxsize=1024)
def _size(definition: _Same) -> int:
    return len(dumps(definition.item, separators=(",", ":")).encode())


def scaled(rendered: Iterable[Manifest]) -> Iterator[Object]:
    """The fields of rendered objects that autoscalers set, as Argo CD's `ignoreDifferences` names them.

    By name: what an annotation or a field's manager would tell is told of only one of the two objects that Argo CD
    compares while an autoscaler comes or goes.
    """
    targets = set()
    for manifest in rendered:
        spec = manifest.object.get("spec") if manifest.kind in AUTOSCALERS else None
        target = spec.get("scaleTargetRef") if isinstance(spec, Mapping) else None
        if isinstance(target, Mapping):  # what is none is found where objects are validated
            group = str(target.get("apiVersion", "apps/v1")).rpartition("/")[0]
            targets.add((str(target.get("kind", "Deployment")), str(target.get("name")), group))
    for kind, name, group in sorted(targets):
        yield {"group": group, "kind": kind, "name": name, "jsonPointers": ["/spec/replicas"]}
