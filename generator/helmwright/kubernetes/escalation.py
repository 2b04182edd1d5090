"""Rules of RBAC by which somebody gets more rights than the rules say.

https://kubernetes.io/docs/concepts/security/rbac-good-practices/#privilege-escalation-risks
"""

from __future__ import annotations

from collections.abc import Collection

from helmwright.kubernetes.rbac import GROUP, Rule

_VERBS = ("bind", "escalate", "impersonate")
_WRITING = ("create", "patch", "update")
_ANYWHERE = (
    (_WRITING, GROUP, ("roles", "rolebindings", "clusterroles", "clusterrolebindings")),
    (("create",), "", ("serviceaccounts/token",)),
)
_EVERYWHERE = (
    (("get", "list", "watch"), "", ("secrets",)),
    (("create", "get"), "", ("nodes/proxy",)),
    (("patch", "update"), "certificates.k8s.io", ("certificatesigningrequests/approval",)),
    (
        _WRITING,
        "admissionregistration.k8s.io",
        ("mutatingwebhookconfigurations", "validatingwebhookconfigurations"),
    ),
)
"""What opens nothing new within a team's namespaces: verbs, a group, and its resources."""


def escalates(rule: Rule, *, everywhere: bool) -> bool:
    """Whether a rule, in some namespaces or everywhere, is a way to more rights."""
    verbs, groups, resources = (rule.get(field) or () for field in ("verbs", "apiGroups", "resources"))
    return any(verb in verbs for verb in _VERBS) or any(
        _covers(verbs, asked) and _covers(groups, (group,)) and _covers(resources, of)
        for asked, group, of in (*_ANYWHERE, *(_EVERYWHERE if everywhere else ()))
    )


def _covers(said: Collection[str], asked: Collection[str]) -> bool:
    return "*" in said or any(one in said for one in asked)
