"""What of a cluster is looked at, and what of that is kept."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterable, Iterator

from helmwright.kubernetes.manifests import Object
from helmwright.live.application import Application, application
from helmwright.live.cluster import Cluster
from helmwright.live.observed import Observed, Tracked

ARGOPROJ = "/apis/argoproj.io/v1alpha1"
_PART = "app.kubernetes.io/part-of=argocd"
_SECRETS = "argocd.argoproj.io/secret-type"
_TRACKING = "argocd.argoproj.io/tracking-id"
_IMAGE = re.compile(r"/argocd:v?(\d+\.\d+\.\d+)")
_ID = re.compile(
    r"(?P<application>[^:]+):(?P<group>[^/:]*)/(?P<kind>[^:]+):(?P<namespace>[^/]*)/(?P<name>.+)"
)
"""A tracking id (Argo CD's resource_tracking.md). An object outside namespaces has that of its Application in it."""
_OUTSIDE = frozenset(
    {
        ("", "Namespace"),
        ("rbac.authorization.k8s.io", "ClusterRole"),
        ("rbac.authorization.k8s.io", "ClusterRoleBinding"),
    }
)
"""Kinds that are generated and that a project no longer names when the last object of them has gone."""
_OWNED = frozenset({("", "Pod"), ("apps", "ReplicaSet")})
"""Kinds that projects permit for their logs alone."""


def applications(cluster: Cluster, namespace: str) -> dict[str, Application]:
    """The Applications in a namespace by name, none where there is no Argo CD."""
    found = cluster.items(f"{ARGOPROJ}/namespaces/{namespace}/applications") or ()
    return {item["metadata"]["name"]: application(item) for item in found}


def observe(cluster: Cluster, namespace: str) -> Observed:
    """All that is known of the Argo CD in a namespace. Raises ToolError."""
    core, apps = f"/api/v1/namespaces/{namespace}", f"/apis/apps/v1/namespaces/{namespace}"
    settings = cluster.get(f"{core}/configmaps/argocd-cm")
    programs = [
        item
        for kind in ("statefulsets", "deployments")
        for item in cluster.items(f"{apps}/{kind}", labelSelector=_PART) or ()
    ]
    version = cluster.get("/version") or {}
    clusters = cluster.items(f"{core}/secrets", labelSelector=f"{_SECRETS}=cluster")
    repositories = cluster.items(f"{core}/secrets", labelSelector=f"{_SECRETS} in (repository,repo-creds)")
    projects = cluster.items(f"{ARGOPROJ}/namespaces/{namespace}/appprojects") or ()
    return Observed(
        namespace=namespace,
        kubernetes=f"{version.get('major', '')}.{re.sub('[^0-9]', '', version.get('minor', ''))}",
        applications=applications(cluster, namespace),
        settings=None if settings is None else settings.get("data") or {},
        versions=frozenset(_versions(programs)),
        clusters=_fields(clusters, "name"),
        repositories=_fields(repositories, "url"),
        objects=tuple(_tracked(cluster, _permitted(projects))) if projects else None,
    )


def _versions(programs: Iterable[Object]) -> Iterator[str]:
    for item in programs:
        for container in item["spec"]["template"]["spec"]["containers"]:
            if found := _IMAGE.search(container.get("image", "")):
                yield found[1]


def _fields(secrets: Iterable[Object] | None, key: str) -> frozenset[str] | None:
    """One field of each Secret. Nothing else of them is kept."""
    if secrets is None:
        return None
    return frozenset(
        b64decode(value).decode() for item in secrets if (value := (item.get("data") or {}).get(key))
    )


def _permitted(projects: Iterable[Object]) -> frozenset[tuple[str, str]]:
    """The kinds that projects permit, and those that they may have permitted before."""
    lists = ("namespaceResourceWhitelist", "clusterResourceWhitelist")
    rows = (row for item in projects for name in lists for row in item["spec"].get(name) or ())
    return frozenset((row["group"], row["kind"]) for row in rows) - _OWNED | _OUTSIDE


def _tracked(cluster: Cluster, kinds: frozenset[tuple[str, str]]) -> Iterator[Tracked]:
    for group, kind, path in cluster.resources():
        for item in cluster.metadata(path) or () if (group, kind) in kinds else ():
            if found := tracked(group, kind, item):
                yield found


def tracked(group: str, kind: str, item: Object) -> Tracked | None:
    """The object as its Application's, None where it has no tracking id, one of another object, or an owner."""
    metadata = item["metadata"]
    found = _ID.fullmatch((metadata.get("annotations") or {}).get(_TRACKING, ""))
    namespace = metadata.get("namespace", "")
    if found is None or "ownerReferences" in metadata:
        return None
    if (found["group"], found["kind"], found["name"]) != (group, kind, metadata["name"]):
        return None
    if namespace not in ("", found["namespace"]):
        return None
    return Tracked(found["application"], group, kind, namespace, metadata["name"])
