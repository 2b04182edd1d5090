"""AppProjects: what each team may deploy where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from helmwright import names
from helmwright.emit.argocd import accounts
from helmwright.emit.argocd.applications import API_VERSION, PROJECT_WAVE
from helmwright.emit.argocd.kept import AUTO_MODE, KEPT
from helmwright.emit.argocd.metadata import WAVE, metadata
from helmwright.kubernetes.manifests import Manifest
from helmwright.kubernetes.scopes import Scopes, is_cluster_scoped, is_custom
from helmwright.model.argocd import Feature
from helmwright.model.inputs import Environment, Inputs

Object = Mapping[str, Any]


def team(
    inputs: Inputs,
    environment: Environment,
    name: str,
    namespaces: Iterable[str],
    manifests: Iterable[Manifest],
    scopes: Scopes,
    extra: Object = MappingProxyType({}),
) -> Object:
    """A team's project in an environment: the namespaces of its releases, what they render, could, or once did.

    Objects of the cluster are named one by one, since whoever may make any ClusterRole may do anything. `scopes` tell
    whether custom kinds have no namespace; one of which that is not known is permitted with and without one. `extra` is
    of the spec too.
    """
    about = inputs.repository.teams[name]
    kept = KEPT | AUTO_MODE if environment.cluster.auto_mode else KEPT
    kinds = {*kept, *about.leaving.kinds}
    cluster = set(about.leaving.cluster_objects)
    for manifest in manifests:
        kind = (manifest.group, manifest.kind)
        unknown = is_custom(manifest.group) and kind not in kept and kind not in scopes
        if is_cluster_scoped(*kind) or scopes.get(kind) or unknown:
            cluster.add((*kind, manifest.name))
        if not is_cluster_scoped(*kind) and not scopes.get(kind):
            kinds.add(kind)
    return project(
        inputs,
        environment,
        name,
        about.description or f"The team {name}",
        destinations=[
            environment.argocd.place(environment.argocd.destination, namespace)
            for namespace in sorted({*about.leaving.namespaces, *namespaces})
        ],
        cluster=_objects_of_the_cluster(environment, cluster),
        namespaced=sorted(kinds),
        extra=extra,
    )


def _objects_of_the_cluster(environment: Environment, items: Iterable[tuple[str, str, str]]) -> list[Object]:
    """What names them by group, kind and name; by their kinds where Argo CD would drop the name, and permit all."""
    if environment.argocd.knows(Feature.NAMED_CLUSTER_OBJECTS):
        return [{"group": group, "kind": kind, "name": name} for group, kind, name in sorted(items)]
    return [{"group": group, "kind": kind} for group, kind in sorted({item[:2] for item in items})]


def project(
    inputs: Inputs,
    environment: Environment,
    name: str,
    description: str,
    *,
    destinations: list[Object],
    namespaced: list[tuple[str, str]],
    cluster: list[Object] | None = None,
    extra: Object = MappingProxyType({}),
) -> Object:
    """A project of an environment, which permits what is said and nothing else."""
    argocd = environment.argocd
    # Whose Applications may be in it; required there (https://docs.aws.amazon.com/eks/latest/userguide/argocd-projects.html).
    within = {"sourceNamespaces": [argocd.namespace]} if argocd.is_managed else {}
    return {
        "apiVersion": API_VERSION,
        "kind": "AppProject",
        "metadata": metadata(environment, names.project(environment.name, name), {WAVE: str(PROJECT_WAVE)}),
        "spec": {
            "description": description[:255],
            "sourceRepos": [inputs.repository.repo_url],
            **within,
            "destinations": destinations,
            **accounts.entries(environment, name),
            "clusterResourceWhitelist": cluster or [],
            "namespaceResourceWhitelist": [{"group": group, "kind": kind} for group, kind in namespaced],
            **extra,
        },
    }
