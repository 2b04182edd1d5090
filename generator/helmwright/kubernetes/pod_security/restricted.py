"""The controls that the `restricted` level adds to `baseline`, or has in place of one of the same name."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Any

from helmwright.kubernetes.pod_security.pods import Check, Path, Pod

CAPABILITIES = frozenset({"NET_BIND_SERVICE"})
"""What a container may add."""

_VOLUMES = {
    *("configMap", "csi", "downwardAPI", "emptyDir"),
    *("ephemeral", "persistentVolumeClaim", "projected", "secret"),
}


def _volume_types(pod: Pod) -> Iterator[Path]:
    for index, volume in enumerate(pod.spec.get("volumes", ())):
        for kind in sorted(volume.keys() - {"name"} - _VOLUMES):
            yield ("spec", "volumes", index, kind)


def _privilege_escalation(pod: Pod) -> Iterator[Path]:
    for path, container in pod.containers():
        if container.get("securityContext", {}).get("allowPrivilegeEscalation") is not False:
            yield (*path, "securityContext", "allowPrivilegeEscalation")


def _non_root(pod: Pod) -> Iterator[Path]:
    return _said(pod, ("runAsNonRoot",), (True,))


def _non_root_user(pod: Pod) -> Iterator[Path]:
    yield from ((*path, "runAsUser") for path, context in pod.contexts() if context.get("runAsUser") == 0)


def _seccomp(pod: Pod) -> Iterator[Path]:
    return _said(pod, ("seccompProfile", "type"), ("RuntimeDefault", "Localhost"))


def _capabilities(pod: Pod) -> Iterator[Path]:
    """All are dropped, and few added."""
    for path, container in pod.containers():
        given = container.get("securityContext", {}).get("capabilities", {})
        if "ALL" not in given.get("drop", ()):
            yield (*path, "securityContext", "capabilities", "drop")
        if set(given.get("add", ())) - CAPABILITIES:
            yield (*path, "securityContext", "capabilities", "add")


def _said(pod: Pod, keys: tuple[str, ...], allowed: Container[Any]) -> Iterator[Path]:
    """What is said by the pod or by every container, and unsaid by none."""
    (_, whole), *containers = pod.contexts()
    general = _value(whole, keys)
    if general is not None and general not in allowed:
        yield ("spec", "securityContext", *keys)
    for path, context in containers:
        own = _value(context, keys)
        if (own is None and general is None) or (own is not None and own not in allowed):
            yield (*path, *keys)


def _value(context: Mapping[str, Any], keys: tuple[str, ...]) -> Any:
    value: Any = context
    for key in keys:
        value = (value or {}).get(key)
    return value


RESTRICTED: dict[str, Check] = {
    "Volume Types": _volume_types,
    "Privilege Escalation": _privilege_escalation,
    "Running as Non-root": _non_root,
    "Running as Non-root user": _non_root_user,
    "Seccomp": _seccomp,
    "Capabilities": _capabilities,
}
