"""The rules of RBAC by which an account may do what an AppProject permits, and nothing else.

Read from what Argo CD asks of the API server (https://github.com/argoproj/argo-cd): controller/sync.go,
gitops-engine/pkg/sync/sync_context.go and gitops-engine/pkg/utils/kube/resource_ops.go, and for what people do in its
user interface server/application/application.go.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from helmwright.kubernetes.lists import mappings
from helmwright.kubernetes.manifests import Manifest
from helmwright.kubernetes.rbac import GROUP
from helmwright.kubernetes.requests import plural

Object = Mapping[str, Any]
Plurals = Mapping[tuple[str, str], str]

_NAMED = ("delete", "get", "patch", "update")
_VERBS = ("create", *_NAMED)

# Roles are applied by `kubectl auth reconcile`, and the namespace is looked at before (rbacReconcile).
_ALWAYS: Object = {"apiGroups": [""], "resources": ["namespaces"], "verbs": ["get"]}
# The logs and events of what is deployed, and what promotes and aborts a rollout.
_SHOWN = {
    ("", "Pod"): (
        {"apiGroups": [""], "resources": ["pods/log"], "verbs": ["get"]},
        {"apiGroups": [""], "resources": ["events"], "verbs": ["list"]},
    ),
    ("argoproj.io", "Rollout"): (
        {"apiGroups": ["argoproj.io"], "resources": ["rollouts/status"], "verbs": ["patch"]},
    ),
}


def within(permitted: Sequence[Object], placed: Iterable[Manifest], plurals: Plurals) -> list[Object]:
    """What is needed in a namespace for kinds that are `permitted` and for the objects that are `placed` in it."""
    kinds = [(entry["group"], entry["kind"]) for entry in permitted]
    named = {kind: _resource(kind, plurals) for kind in kinds}
    groups = sorted({group for group, _ in kinds})
    rules = [
        _rule(group, sorted({named[kind] for kind in kinds if kind[0] == group}), _VERBS) for group in groups
    ]
    shown = [rule for kind in kinds for rule in _SHOWN.get(kind, ())]
    return [*rules, _ALWAYS, *shown, *_given(placed, "Role", "RoleBinding")]


def outside(permitted: Iterable[Object], placed: Iterable[Manifest], plurals: Plurals) -> list[Object]:
    """What is needed outside namespaces for objects that are `permitted` by name, and for those of RBAC among `placed`.

    Nobody can be let make an object by its name alone, since the request has none:
    https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources
    """
    found: dict[tuple[str, str], list[str]] = {}
    for entry in permitted:
        found.setdefault((entry["group"], entry["kind"]), []).append(entry["name"])
    rules: list[Object] = []
    for kind, names in found.items():
        resources = [_resource(kind, plurals)]
        rules.append(_rule(kind[0], resources, ("create",)))
        rules.append({**_rule(kind[0], resources, _NAMED), "resourceNames": names})
    return [*rules, *_given(placed, "ClusterRole", "ClusterRoleBinding")]


def _given(placed: Iterable[Manifest], role: str, binding: str) -> Iterator[Object]:
    """What lets it give rights: it has those of each role itself, and may bind other roles by name.

    https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping
    """
    own = [item for item in placed if item.group == GROUP]
    held = [item for item in own if item.kind in (role, "ClusterRole")]
    known = {(item.kind, item.name) for item in held if not item.object.get("aggregationRule")}
    told = [rule for item in held if item.kind == role for rule in mappings(item.object.get("rules"))]
    bound = {_reference(item) for item in own if item.kind == binding} - known
    for kind in ("ClusterRole", "Role"):
        if names := sorted(name for one, name in bound if one == kind):
            told.append({**_rule(GROUP, [f"{kind.lower()}s"], ("bind",)), "resourceNames": names})
    for index, rule in enumerate(told):
        if rule not in told[:index]:
            yield rule


def _reference(binding: Manifest) -> tuple[str, str]:
    """The kind and name of what is bound."""
    reference = binding.object.get("roleRef") or {}
    return str(reference.get("kind")), str(reference.get("name"))


def _rule(group: str, resources: Sequence[str], verbs: Sequence[str]) -> dict[str, Any]:
    return {"apiGroups": [group], "resources": [*resources], "verbs": [*verbs]}


def _resource(kind: tuple[str, str], plurals: Plurals) -> str:
    return plurals.get(kind) or plural(kind[1].lower())
