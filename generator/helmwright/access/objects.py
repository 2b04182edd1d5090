"""The RBAC objects of a cluster: those that Kubernetes has, and all that its environments deploy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from helmwright import layout
from helmwright.kubernetes.manifests import Manifest
from helmwright.kubernetes.rbac import GROUP, KINDS
from helmwright.kubernetes.resources import Resource, defined, of_kind
from helmwright.kubernetes.scopes import is_custom, placed
from helmwright.model.inputs import Environment
from helmwright.model.resolved import Resolved
from helmwright.tree import Tree
from helmwright.yamlio.documents import documents


def objects(
    environment: Environment,
    resolved: Resolved,
    tree: Tree,
    manifests: Mapping[str, Sequence[Manifest]],
    given: Sequence[Manifest],
) -> tuple[Manifest, ...]:
    """The RBAC objects of the environment's cluster, each with its namespace; `given` are those that are there anyway.

    Another environment on the same cluster deploys some too.
    """
    names = {
        one.name
        for one in resolved.inputs.environments.values()
        if one.cluster.name == environment.cluster.name
    }
    return (*given, *_rendered(names, resolved, manifests), *_generated(names, tree))


def _rendered(
    names: set[str], resolved: Resolved, manifests: Mapping[str, Sequence[Manifest]]
) -> Iterator[Manifest]:
    for release in resolved.releases:
        if release.environment.name in names:
            for manifest in manifests[release.name]:
                if manifest.group == GROUP and manifest.kind in KINDS:
                    yield placed(manifest, release.namespace)


def _generated(names: set[str], tree: Tree) -> Iterator[Manifest]:
    folders = tuple(f"{layout.namespaces(name)}/" for name in names)
    for path, content in sorted(tree.items()):
        if path.startswith(folders):
            for item in documents(content.decode()):
                manifest = Manifest(path, item)
                if manifest.group == GROUP:
                    yield manifest


def custom(
    resolved: Resolved, manifests: Iterable[Manifest], known: Iterable[tuple[str, str]]
) -> Iterator[Resource]:
    """The custom resources that the repository has: defined, used, or provided; `known` are kinds that may be there."""
    there = tuple(manifests)
    yield from defined(there)
    used = {(one.group, one.kind) for one in there if is_custom(one.group)}
    said = {one for environment in resolved.inputs.environments.values() for one in environment.provides}
    provided = {
        (group, kind) for kind, dot, group in (one.partition(".") for one in said) if dot and "/" not in kind
    }
    yield from (of_kind(group, kind) for group, kind in sorted({*used, *provided, *known}))
