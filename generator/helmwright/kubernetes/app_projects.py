"""What Argo CD's AppProjects permit (https://argo-cd.readthedocs.io/en/stable/user-guide/projects/)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright.kubernetes.manifests import Manifest


def refusal(project: Mapping[str, Any], cluster: str, namespace: str, manifest: Manifest) -> str:
    """Why a project, by its spec, does not permit an object in a namespace, or in none; empty if it does.

    Only what helmwright writes of a project is understood: names, and `*` for every namespace.
    """
    kind = {"group": manifest.group, "kind": manifest.kind}
    if not namespace:
        named = [
            {key: entry.get(key) for key in ("group", "kind")}
            for entry in project.get("clusterResourceWhitelist", ())
            if entry.get("name", manifest.name) == manifest.name
        ]
        return "" if kind in named else "its kind is not in clusterResourceWhitelist"
    if kind not in project.get("namespaceResourceWhitelist", ()):
        return "its kind is not in namespaceResourceWhitelist"
    permitted = project.get("destinations", ())
    places = ((cluster_of(place), place.get("namespace")) for place in permitted)
    fits = any(named == cluster and where in (namespace, "*") for named, where in places)
    return "" if fits else f"{namespace} is not among its destinations"


def cluster_of(destination: Mapping[str, Any]) -> str:
    """The cluster that a destination names, by its name or its address; empty for none."""
    return str(destination.get("name") or destination.get("server") or "")
