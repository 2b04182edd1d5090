"""Findings about what the Application of the namespaces could no longer remove, since nothing would permit it to."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright import layout, names
from helmwright.findings import Finding, Findings, Location, in_environments, listed, ordered
from helmwright.forecast.fates import is_kept
from helmwright.forecast.state import Permissions, before, objects, state
from helmwright.kubernetes import rbac
from helmwright.model.inputs import Environment, Inputs
from helmwright.tree import Changes, Tree

_RIGHTS = frozenset((rbac.GROUP, kind) for kind in rbac.KINDS)
_POLICIES = frozenset({("networking.k8s.io", "NetworkPolicy")})
_CLASSES = frozenset({("networking.k8s.io", "IngressClass"), ("storage.k8s.io", "StorageClass")}) | {
    ("eks.amazonaws.com", "IngressClassParams")
}
_ACCOUNTS = _RIGHTS | {("", "ServiceAccount")}
_WAYS = (
    (_ACCOUNTS, "write argocd: {impersonation: false}, until they are gone"),
    (_RIGHTS, "add groups: {} to a team, until they are gone"),
    (_POLICIES, "write namespaces: {default: {defaultDeny: false}}, until they are gone"),
    (_CLASSES, "let them go first, by provides, and take autoMode out once they are gone"),
)


def stranded(tree: Tree, changes: Changes, inputs: Inputs) -> Findings:
    """A finding for each field without which objects would stay, of all that are there by it."""
    return ordered(in_environments(_findings(tree, changes, inputs)))


def _findings(tree: Tree, changes: Changes, inputs: Inputs) -> Iterator[tuple[Finding, str]]:
    old = before(tree, changes)
    for name, environment in inputs.environments.items():
        path = layout.project(name, names.NAMESPACES)
        if not any(change.path == path and change.before and change.after for change in changes):
            continue
        project, folder = names.project(name, names.NAMESPACES), layout.namespaces(name)
        was, will = (_kinds(state(files, name).projects.get(project, {})) for files in (old, tree))
        left = {
            (item.group, item.kind)
            for item in objects(old, folder)
            if (item.group, item.kind) in was - will and not is_kept(item)
        }
        # Rights are those of accounts, or of groups of people alone.
        passed = _RIGHTS if left & _ACCOUNTS - _RIGHTS else _ACCOUNTS
        for kinds, way in _WAYS:
            if kinds != passed and left & kinds:
                told = listed(sorted(kind for _, kind in left & kinds))
                message = (
                    f"each {told} of the namespaces' Application would stay: its project would not "
                    "permit Argo CD to remove it"
                )
                yield Finding("P111", _at(inputs, environment, kinds), message, way), name


def _at(inputs: Inputs, environment: Environment, kinds: frozenset[tuple[str, str]]) -> Location:
    if kinds is _ACCOUNTS:
        return environment.source.at(("argocd",), key=True)
    if kinds is _RIGHTS:
        return inputs.repository.source.at(("teams",), key=True)
    return environment.source.at(("namespaces",) if kinds is _POLICIES else ("cluster",), key=True)


def _kinds(permitted: Permissions) -> frozenset[tuple[str, str]]:
    """The kinds that a project permits, in namespaces and outside, by group and name."""
    return frozenset(
        (str(entry.get("group")), str(entry.get("kind")))
        for field in ("clusterResourceWhitelist", "namespaceResourceWhitelist")
        for entry in permitted.get(field, ())
    )
