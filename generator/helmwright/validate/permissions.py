"""Rendered objects against the AppProjects that Argo CD will check them with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from helmwright.kubernetes.app_projects import cluster_of, refusal
from helmwright.kubernetes.manifests import Object
from helmwright.kubernetes.scopes import Scopes, is_cluster_scoped
from helmwright.validate.objects import Rendered
from helmwright.validate.validator import Problem


def permissions(
    rendered: Rendered, scopes: Scopes, applications: Sequence[Object], projects: Sequence[Object]
) -> Iterator[Problem]:
    """An object that its Application's AppProject does not permit, by kind or by namespace.

    The rules are Argo CD's (user-guide/projects.md): kinds by group and kind, destinations by the cluster's name
    and the namespace. `scopes` are those of the environment's custom kinds.
    """
    by_project = {_name(project): project["spec"] for project in projects}
    by_application = {_name(application): application["spec"] for application in applications}
    known: dict[tuple[str, ...], str] = {}
    for release, manifest in rendered:
        application = by_application.get(release.name)
        if application is None:
            continue
        project = by_project.get(application["project"], {})
        kind = (manifest.group, manifest.kind)
        scoped = is_cluster_scoped(*kind) or scopes.get(kind, False)
        cluster = cluster_of(application["destination"])
        namespace = "" if scoped else manifest.namespace or release.namespace
        asked = (application["project"], cluster, namespace, *kind, manifest.name if scoped else "")
        if asked not in known:
            known[asked] = refusal(project, cluster, namespace, manifest)
        if reason := known[asked]:
            message = f"the AppProject {application['project']} does not permit {manifest}: {reason}"
            yield Problem(manifest, (), message, "K204", f"rendered by {manifest.source}")


def _name(item: Object) -> str:
    return str(item["metadata"]["name"])
