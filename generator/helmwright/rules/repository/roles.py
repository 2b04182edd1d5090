"""What the rights of roles say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from helmwright.codes.code import Code
from helmwright.findings import Finding, Severity, dotted, listed
from helmwright.hints import did_you_mean
from helmwright.kubernetes.escalation import escalates
from helmwright.kubernetes.requests import SPECIAL_VERBS, VERBS, cluster_resources
from helmwright.model.access import roles
from helmwright.model.resolved import Resolved
from helmwright.model.source import Source

CODES = (
    Code(
        "R953",
        "right without a meaning",
        "A right binds a ClusterRole that is there, has rules of its own, or is about Applications of Argo CD. With "
        "none of them it gives nothing, and of two one would be lost.",
        "Write clusterRole, rules or applications, false to take the right away, or two rights.",
    ),
    Code(
        "R954",
        "rule about everything",
        "A wildcard gives rights to whatever will be there one day: Secrets, other people's rights, kinds of add-ons "
        "that nobody has thought of. Whoever may do everything is of the role ops.",
        "Name the groups, resources and verbs.",
        overridable=True,
    ),
    Code(
        "R955",
        "unknown verb",
        "Kubernetes takes any word for a verb, and one that it never asks for gives nothing: read is get, list and "
        "watch, write is create, update, patch and delete.",
        "Correct the verb. Accept the finding for a verb of an API of your own.",
        overridable=True,
    ),
    Code(
        "R958",
        "right to more rights",
        "Who may bind roles, impersonate others or make tokens of ServiceAccounts has their rights as well, and so has "
        "who reads Secrets, or goes past the API server to nodes, or admits what others write, in the whole cluster. "
        "Who is no ops would be what ops is.",
        "Leave the verb or the resource out, or make the change in helmwright.yaml.",
        Severity.WARNING,
        overridable=True,
    ),
    Code(
        "R959",
        "right that no namespace gives",
        "The resource is outside namespaces, and a Role in a namespace gives no right to it.",
        "Write scope: cluster, in a right of its own.",
    ),
    Code(
        "R961",
        "right that is not there",
        "The file takes away a right that the role does not have there, most often under a misspelt name, and the "
        "right that was meant stays.",
        "Correct the name, or remove the line.",
    ),
)

_ALL = "ops"
_FORMS = ("clusterRole", "rules", "applications")
Rights = Mapping[str, Any]


def whole(resolved: Resolved) -> Iterator[Finding]:
    """Every right binds a ClusterRole or has rules."""
    for source, path, said in _rights(resolved):
        given = [key for key in _FORMS if isinstance(said, Mapping) and key in said]
        if said is not False and len(given) != 1:
            has = listed(given) if given else "nothing"
            message = f"{dotted(path)} has {has} where one of {listed(_FORMS)} belongs"
            yield Finding("R953", source.at(path, key=True), message, "for example clusterRole: view")


def there(resolved: Resolved) -> Iterator[Finding]:
    """Every right that is taken away is there."""
    repository = resolved.inputs.repository
    lower = roles(*repository.roles[:1])
    yield from _gone(repository.source, lower)
    for environment in resolved.inputs.environments.values():
        yield from _gone(environment.source, roles(*repository.roles))


def _gone(source: Source, lower: Rights) -> Iterator[Finding]:
    for name, rights in source.data.get("roles", {}).items():
        have = lower.get(name, {})
        for key, said in rights.items():
            if said is False and key not in have:
                hint = did_you_mean(key, have, "remove the line")
                message = f"the role '{name}' has no right '{key}' to take away"
                yield Finding("R961", source.at(("roles", name, key), key=True), message, hint)


def named(resolved: Resolved) -> Iterator[Finding]:
    """No role but ops has a rule with a wildcard."""
    for source, path, rule in _rules(resolved):
        for field in ("apiGroups", "resources", "verbs"):
            if path[1] != _ALL and any("*" in name for name in rule[field]):
                message = f"{dotted(path)} covers all {field}"
                yield Finding("R954", source.at((*path, field)), message, "name those that are used")


def verbs(resolved: Resolved) -> Iterator[Finding]:
    """Every verb is one that Kubernetes asks for."""
    for source, path, rule in _rules(resolved):
        for index, verb in enumerate(rule["verbs"]):
            if verb not in ("*", *VERBS, *SPECIAL_VERBS):
                hint = did_you_mean(verb, (*VERBS, *SPECIAL_VERBS), f"there are {', '.join(VERBS)}")
                yield Finding("R955", source.at((*path, "verbs", index)), f"there is no verb '{verb}'", hint)


def escalation(resolved: Resolved) -> Iterator[Finding]:
    """No role but ops has a way to more rights."""
    for source, path, said in _rights(resolved):
        name = said.get("clusterRole") if isinstance(said, Mapping) and path[1] != _ALL else None
        at = source.at((*path, "clusterRole"))
        if name == "cluster-admin":
            yield Finding("R958", at, f"{path[1]} may do everything by {dotted(path)}")
        elif (
            name
            and _is_everywhere(source, path)
            and any(escalates(rule, everywhere=True) for rule in resolved.cluster_roles.get(name, ()))
        ):
            message = f"{dotted(path)} is a way to more rights: {name} in the whole cluster"
            yield Finding("R958", at, message, "leave scope: cluster out, or write view")
    for source, path, rule in _rules(resolved):
        if path[1] != _ALL and escalates(rule, everywhere=_is_everywhere(source, path)):
            yield Finding("R958", source.at(path, key=True), f"{dotted(path)} is a way to more rights")


def scoped(resolved: Resolved) -> Iterator[Finding]:
    """No right in namespaces is about what is outside of all."""
    outside = cluster_resources()
    for source, path, rule in _rules(resolved):
        everywhere = _is_everywhere(source, path)
        for index, resource in enumerate(rule["resources"]):
            if not everywhere and any((group, resource) in outside for group in rule["apiGroups"]):
                at = source.at((*path, "resources", index))
                yield Finding("R959", at, f"{resource} are outside namespaces", "write scope: cluster")


def _is_everywhere(source: Source, path: tuple[str, ...]) -> bool:
    """Whether the right at a path, or around it, is of the whole cluster."""
    return bool(source.said(*path[:3], "scope").value == "cluster")


def _rights(resolved: Resolved) -> Iterator[tuple[Source, tuple[str, ...], Any]]:
    sources = (one.source for one in resolved.inputs.environments.values())
    for source in (resolved.inputs.repository.source, *sources):
        for role, rights in source.data.get("roles", {}).items():
            for name, said in rights.items():
                yield source, ("roles", role, name), said


def _rules(resolved: Resolved) -> Iterator[tuple[Source, tuple[str, ...], Rights]]:
    for source, path, said in _rights(resolved):
        if isinstance(said, Mapping):
            for name, rule in said.get("rules", {}).items():
                yield source, (*path, "rules", name), rule


RULES = (whole, there, named, verbs, escalation, scoped)
