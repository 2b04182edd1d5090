"""What objects use that something else must bring: definitions of their kinds, classes, the API of metrics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from helmwright.kubernetes.manifests import DEFINITION, Manifest
from helmwright.kubernetes.scopes import Scopes, is_custom
from helmwright.model.inputs import Environment
from helmwright.validate.auto_mode import KINDS as AUTO_MODE
from helmwright.validate.objects import Rendered
from helmwright.validate.validator import Path, Problem

_BY_NAME = frozenset({"APIService", "IngressClass", "StorageClass"})
_METRICS = "APIService/v1beta1.metrics.k8s.io"
"""What serves the use of pods (https://kubernetes.io/docs/tasks/debug/debug-cluster/resource-metrics-pipeline/)."""


def brought(
    rendered: Rendered, plain: Iterable[Manifest], scopes: Scopes, environment: Environment
) -> Iterator[Problem]:
    """An object that uses what nothing in its environment brings, by the environment's own word or by an add-on.

    `plain` are the objects of its bootstrap files, `scopes` those of the custom kinds that are defined there. Where no
    add-on runs, all of that comes from elsewhere, and nothing is known about it.
    """
    if not any(release.is_addon for release, _ in rendered):
        return
    manifests = [manifest for _, manifest in rendered]
    there = {f"{kind}.{group}" for group, kind in scopes} | environment.provides
    there |= {f"{item.kind}/{item.name}" for item in (*manifests, *plain) if item.kind in _BY_NAME}
    there |= {f"{kind}.{group}" for group, kind in (AUTO_MODE if environment.cluster.auto_mode else ())}
    told: set[str] = set()
    for manifest in manifests:
        for path, what in _uses(manifest):
            if what not in there and what not in told:
                told.add(what)
                message = f"{manifest} uses {what}, which no add-on brings here"
                hint = (
                    "add the add-on, or name it in the environment's provides where something else brings it"
                )
                yield Problem(manifest, path, message, "K222", hint)


def _uses(manifest: Manifest) -> Iterator[tuple[Path, str]]:
    """What an object uses, as an environment names it, with the path to where it says so."""
    if is_custom(manifest.group):
        yield (), f"{manifest.kind}.{manifest.group}"
    spec: Any = manifest.object.get("spec")
    if not isinstance(spec, Mapping) or manifest.kind == DEFINITION:
        return
    match manifest.kind:
        case "Ingress" if isinstance(name := spec.get("ingressClassName"), str):
            yield ("spec", "ingressClassName"), f"IngressClass/{name}"
        case "PersistentVolumeClaim" if name := spec.get("storageClassName"):
            yield ("spec", "storageClassName"), f"StorageClass/{name}"
        case "StatefulSet":
            for index, claim in enumerate(spec.get("volumeClaimTemplates") or ()):
                if name := (claim.get("spec") or {}).get("storageClassName"):
                    path: Path = ("spec", "volumeClaimTemplates", index, "spec", "storageClassName")
                    yield path, f"StorageClass/{name}"
        case "HorizontalPodAutoscaler":
            metrics = enumerate(spec.get("metrics") or ())
            if any(metric.get("type") in ("Resource", "ContainerResource") for _, metric in metrics):
                yield ("spec", "metrics"), _METRICS
