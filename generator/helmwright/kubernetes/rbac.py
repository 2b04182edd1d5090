"""RBAC as the API server evaluates it.

https://kubernetes.io/docs/reference/access-authn-authz/rbac/ and `RuleAllows` and its helpers in
https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/rbac/v1/evaluation_helpers.go.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helmwright.kubernetes.lists import items, mappings
from helmwright.kubernetes.manifests import Manifest
from helmwright.kubernetes.selectors import selected

GROUP = "rbac.authorization.k8s.io"
KINDS = frozenset({"Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding"})
MASTERS = "system:masters"
"""Whoever is in this group may do everything, before any rule is looked at."""
AUTHENTICATED = "system:authenticated"
"""Everybody who can log in is in this group."""

Rule = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asks of the API server: about a resource, or about a path that is none.

    `resource` has its subresource behind a slash; without a namespace it is one in all of them, or outside.
    """

    verb: str
    group: str = ""
    resource: str = ""
    name: str = ""
    namespace: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Binding:
    """Who has a role's rules, in a namespace or, without one, everywhere."""

    manifest: Manifest
    namespace: str
    groups: Sequence[str]
    rules: Sequence[Rule]

    def allows(self, request: Request) -> bool:
        """Whether it lets whom it binds do what is asked."""
        within = not self.namespace or self.namespace == request.namespace
        return within and any(allows(rule, request) for rule in self.rules)


def allows(rule: Rule, request: Request) -> bool:
    """Whether a rule covers what is asked."""
    verbs = items(rule.get("verbs"))
    if request.verb not in verbs and "*" not in verbs:
        return False
    if request.path:
        return any(_is_path(url, request.path) for url in items(rule.get("nonResourceURLs")))
    groups, names = items(rule.get("apiGroups")), items(rule.get("resourceNames"))
    return (
        (request.group in groups or "*" in groups)
        and any(_is_resource(one, request.resource) for one in items(rule.get("resources")))
        and (not names or request.name in names)
    )


def _is_path(url: str, path: str) -> bool:
    return url in ("*", path) or (url.endswith("*") and path.startswith(url.rstrip("*")))


def _is_resource(said: str, asked: str) -> bool:
    """A rule's `pods/*` is about nothing: what is before a slash, or behind it, is a name, but for `*/scale`."""
    _, slash, sub = asked.partition("/")
    return said in ("*", asked) or bool(slash and said == f"*/{sub}")


def bindings(objects: Iterable[Manifest]) -> tuple[Binding, ...]:
    """Every binding among the objects that has a role, those in no namespace first; each object says its own."""
    found = [item for item in objects if item.group == GROUP]
    cluster = {item.name: item for item in found if item.kind == "ClusterRole"}
    rules = {("", name): aggregated(item, cluster) for name, item in cluster.items()}
    rules |= {(one.namespace, one.name): _rules(one) for one in found if one.kind == "Role"}
    made = []
    for item in sorted(found, key=lambda one: (one.namespace, one.name)):
        reference = item.object.get("roleRef") or {}
        place = "" if reference.get("kind") == "ClusterRole" else item.namespace
        if item.kind in ("RoleBinding", "ClusterRoleBinding"):
            role = rules.get((place, str(reference.get("name"))), ())
            made.append(Binding(item, item.namespace, _groups(item), role))
    return tuple(made)


def _groups(binding: Manifest) -> list[str]:
    subjects = mappings(binding.object.get("subjects"))
    return sorted(str(one.get("name")) for one in subjects if one.get("kind") == "Group")


def aggregated(role: Manifest, roles: Mapping[str, Manifest], seen: Collection[str] = ()) -> tuple[Rule, ...]:
    """The rules of a ClusterRole: its own, or those of all ClusterRoles that it selects by their labels.

    As the controller of the cluster writes them there (pkg/controller/clusterroleaggregation).
    """
    selectors = mappings((role.object.get("aggregationRule") or {}).get("clusterRoleSelectors"))
    if not selectors:
        return _rules(role)
    seen = {*seen, role.name}
    return tuple(
        rule
        for name, other in sorted(roles.items())
        if name not in seen and any(_selects(selector, other) for selector in selectors)
        for rule in aggregated(other, roles, seen)
    )


def _rules(role: Manifest) -> tuple[Rule, ...]:
    return mappings(role.object.get("rules"))


def _selects(selector: Mapping[str, Any], role: Manifest) -> bool:
    return selected(selector, (role.object.get("metadata") or {}).get("labels") or {})


def answer(request: Request, groups: Collection[str], found: Iterable[Binding]) -> Binding | None:
    """The first binding by which somebody in these groups may do what is asked."""
    return next((one for one in found if {*groups} & {*one.groups} and one.allows(request)), None)
