"""What an environment's generated files deploy. Those on disk may have been changed by anybody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helmwright import layout, names
from helmwright.kubernetes.app_projects import cluster_of
from helmwright.kubernetes.applications import is_parked
from helmwright.kubernetes.manifests import Manifest
from helmwright.render.parse import items
from helmwright.tree import Change, Changes, Tree
from helmwright.yamlio.documents import YamlError, documents

_LISTS = ("destinations", "clusterResourceWhitelist", "namespaceResourceWhitelist")
Permissions = Mapping[str, Sequence[Mapping[str, Any]]]
"""The lists of an AppProject's spec that permit something."""


@dataclass(frozen=True, slots=True)
class Deployed:
    """An app, or one service of it, by its Application; `relaxed` when it removes all that it deployed as it goes.

    `parked` is the Application itself where others take over from it.
    """

    release: str
    project: str
    cluster: str
    namespace: str
    relaxed: bool
    parked: Manifest | None = None


@dataclass(frozen=True, slots=True)
class State:
    """An environment: its apps by `app` or `app/service`, what its projects permit by theirs, and its Namespaces."""

    apps: Mapping[str, Deployed]
    projects: Mapping[str, Permissions]
    namespaces: Mapping[str, Manifest]
    accounts: frozenset[str] = frozenset()
    """The projects by whose own accounts Argo CD acts."""


def state(tree: Tree, environment: str) -> State:
    """The state that an environment has by a tree of generated files. What cannot be read deploys nothing."""
    found = [*objects(tree, layout.bootstrap(environment))]
    apps = {layout.application_key(one.source): _deployed(one) for one in found if one.kind == "Application"}
    projects = {one.name: _permissions(one) for one in found if one.kind == "AppProject"}
    teams = {name.removeprefix(names.project(environment, "")): name for name in projects}
    return State(
        {app: deployed for app, deployed in apps.items() if app and deployed},
        projects,
        {one.name: one for one in found if one.kind == "Namespace"},
        frozenset(project for team, project in teams.items() if layout.account(environment, team) in tree),
    )


def objects(tree: Tree, folder: str) -> Iterator[Manifest]:
    """The objects in the files below a folder."""
    for path, text in tree.items():
        if path.startswith(f"{folder}/"):
            yield from _objects(path, text)


def before(tree: Tree, changes: Changes) -> Tree:
    """The generated files on disk, told from the plan and what it changes."""
    changed = {change.path: change.before for change in changes}
    kept = {path: content for path, content in tree.items() if path not in changed}
    return kept | {path: content for path, content in changed.items() if content is not None}


def folder(key: str, environment: str) -> str:
    """Where the umbrella chart of an app is, or of one service."""
    app, _, service = key.partition("/")
    return layout.umbrella(app, environment, service)


def chart(tree: Tree, key: str, environment: str) -> Tree:
    """The files of that umbrella chart, by their paths in it."""
    start = f"{folder(key, environment)}/"
    return {path.removeprefix(start): text for path, text in tree.items() if path.startswith(start)}


def touched(changes: Iterable[Change]) -> Iterable[str]:
    """The environments that changes are in, sorted."""
    return sorted({layout.belongs_to(change.path)[0] for change in changes})


def _objects(path: str, text: bytes) -> Iterator[Manifest]:
    try:
        for document in documents(text.decode()):
            for item in items(document):
                yield Manifest(path, item)
    except (YamlError, UnicodeDecodeError):
        return


def _deployed(application: Manifest) -> Deployed | None:
    spec = _map(application.object.get("spec"))
    destination = _map(spec.get("destination"))
    project, cluster, namespace = spec.get("project"), cluster_of(destination), destination.get("namespace")
    if not (application.name and project and cluster and namespace):
        return None
    relaxed = bool(_map(application.object.get("metadata")).get("finalizers"))
    helm = _map(_map(spec.get("source")).get("helm"))
    return Deployed(
        release=str(helm.get("releaseName", application.name)),
        project=str(project),
        cluster=cluster,
        namespace=str(namespace),
        relaxed=relaxed,
        parked=application if is_parked(spec) else None,
    )


def _permissions(project: Manifest) -> Permissions:
    spec = _map(project.object.get("spec"))
    lists = {name: spec.get(name) for name in _LISTS}
    return {
        name: [entry for entry in found if isinstance(entry, Mapping)] if isinstance(found, list) else []
        for name, found in lists.items()
    }


def _map(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
