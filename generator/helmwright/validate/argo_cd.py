"""What the Argo CD of an environment does not know or have, among its own objects and those that are rendered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from helmwright import names
from helmwright.kubernetes.manifests import Manifest
from helmwright.model.argocd import Feature
from helmwright.model.inputs import Environment
from helmwright.validate.objects import Rendered
from helmwright.validate.validator import Path, Problem

_NOTIFICATIONS = "notifications.argoproj.io/"
_LOCAL = "https://kubernetes.default.svc"


def unnamed(plain: Iterable[Manifest], environment: Environment) -> Iterator[Problem]:
    """A project that permits all cluster-scoped objects of a kind, since Argo CD knows no names of them."""
    argocd = environment.argocd
    if argocd.knows(Feature.NAMED_CLUSTER_OBJECTS):
        return
    own = names.project(environment.name, names.NAMESPACES)
    for manifest in plain:
        if manifest.kind == "AppProject" and manifest.name != own:
            for entry in manifest.object["spec"]["clusterResourceWhitelist"]:
                message = (
                    f"the AppProject {manifest.name} permits every {entry['kind']}, since Argo CD {argocd.version} "
                    "knows no names there"
                )
                yield Problem(
                    manifest, (), message, "K231", f"Argo CD {Feature.NAMED_CLUSTER_OBJECTS.since} does"
                )


def unmanaged(rendered: Rendered, environment: Environment) -> Iterator[Problem]:
    """An object that asks for what the Argo CD that AWS manages does not have.

    https://docs.aws.amazon.com/eks/latest/userguide/argocd-comparison.html
    """
    if not environment.argocd.is_managed:
        return
    for _, manifest in rendered:
        annotations = (manifest.object.get("metadata") or {}).get("annotations") or {}
        for name in sorted(annotations):
            if name.startswith(_NOTIFICATIONS):
                path: Path = ("metadata", "annotations", name)
                yield Problem(
                    manifest, path, f"{manifest} asks for notifications{_WHERE}", "K232", "remove it"
                )
        if (manifest.group, manifest.kind) == ("argoproj.io", "Application"):
            yield from _application(manifest)


_WHERE = ", which the managed Argo CD does not have"


def _application(manifest: Manifest) -> Iterator[Problem]:
    spec: Mapping[str, Any] = manifest.object.get("spec") or {}
    one = [(("spec", "source"), spec["source"])] if spec.get("source") else []
    more = [(("spec", "sources", index), item) for index, item in enumerate(spec.get("sources") or ())]
    for path, source in (*one, *more):
        if "plugin" in source:
            message = f"{manifest} is made by a config management plugin{_WHERE}"
            yield Problem(manifest, (*path, "plugin"), message, "K232", "render with Helm or Kustomize")
    if (spec.get("destination") or {}).get("server") == _LOCAL:
        message = f"{manifest} goes to {_LOCAL}{_WHERE}"
        yield Problem(
            manifest,
            ("spec", "destination", "server"),
            message,
            "K232",
            "name the registered cluster, or its ARN",
        )
