"""Overrides of the secure default that the namespace's Pod Security level would refuse.

The levels: https://kubernetes.io/docs/concepts/security/pod-security-standards/.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from helmwright.findings import Finding, in_environments, listed
from helmwright.model.resolved import Resolved

_CAPABILITIES: Mapping[str, frozenset[str]] = {
    "restricted": frozenset({"NET_BIND_SERVICE"}),
    "baseline": frozenset(
        {
            "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE",
            "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
        }
    ),
}  # fmt: skip


def pod_security(resolved: Resolved) -> Iterator[Finding]:
    """Pods are admitted to their namespace, and running as root is never overlooked."""
    return in_environments(_pod_security(resolved))


def _pod_security(resolved: Resolved) -> Iterator[tuple[Finding, str]]:
    for release, service in resolved.services():
        level = release.environment.pod_security
        given = service.section("security")
        user = given.get("runAsUser", {}).get("value")
        if user == 0:
            at = service.layers.origin(("security", "runAsUser", "value"))
            if level == "restricted":
                finding = Finding("R706", at, "Pod Security refuses to run as root", "choose another user id")
            else:
                finding = Finding("R707", at, "the container runs as root", "choose another user id")
            yield finding, release.environment.name
        added = given.get("addCapabilities", {}).get("value", ())
        refused = sorted(set(added) - _CAPABILITIES[level]) if level in _CAPABILITIES else []
        if refused:
            at = service.layers.origin(("security", "addCapabilities", "value"))
            message = f"Pod Security refuses to add {listed(refused)}"
            hint = "remove it, or let the environment's podSecurity allow it"
            yield Finding("R706", at, message, hint), release.environment.name
