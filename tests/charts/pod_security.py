"""The checks of the Pod Security Standards' `restricted` profile, baseline included, on a pod's spec.

Each control is one function with the name that it has on
https://kubernetes.io/docs/concepts/security/pod-security-standards/; the values that it allows are those of that page.
Windows' exceptions are left out: nothing here runs there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Object = Mapping[str, Any]
Check = Callable[[Object, Object], Iterator[str]]

_KINDS = ("containers", "initContainers", "ephemeralContainers")
_VOLUMES = {
    *(
        "configMap",
        "csi",
        "downwardAPI",
        "emptyDir",
        "ephemeral",
        "persistentVolumeClaim",
        "projected",
        "secret",
    ),
}
_SYSCTLS = {
    "kernel.shm_rmid_forced",
    "net.ipv4.ip_local_port_range",
    "net.ipv4.ip_local_reserved_ports",
    "net.ipv4.ip_unprivileged_port_start",
    "net.ipv4.ping_group_range",
    "net.ipv4.tcp_fin_timeout",
    "net.ipv4.tcp_keepalive_intvl",
    "net.ipv4.tcp_keepalive_probes",
    "net.ipv4.tcp_keepalive_time",
    "net.ipv4.tcp_syncookies",
    "net.ipv4.tcp_rmem",
    "net.ipv4.tcp_wmem",
}
_SELINUX_TYPES = {"", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"}
_APPARMOR = "container.apparmor.security.beta.kubernetes.io/"
_PROFILES = ("RuntimeDefault", "Localhost")


def violations(template: Object) -> list[str]:
    """Every control that a pod template fails, with the place: `Capabilities: containers[cart]`."""
    pod = template["spec"]
    return [
        f"{name}: {where}"
        for name, check in CONTROLS.items()
        for where in check(pod, template.get("metadata") or {})
    ]


def containers(pod: Object) -> Iterator[tuple[str, Object, Object]]:
    """Every container of every kind: where it is, itself, its security context."""
    for kind in _KINDS:
        for container in pod.get(kind, ()):
            yield f"{kind}[{container['name']}]", container, container.get("securityContext") or {}


def contexts(pod: Object) -> Iterator[tuple[str, Object]]:
    """The pod's security context, then every container's."""
    yield "pod", pod.get("securityContext") or {}
    yield from ((where, context) for where, _, context in containers(pod))


def _host_process(pod: Object, _: Object) -> Iterator[str]:
    for where, context in contexts(pod):
        if (context.get("windowsOptions") or {}).get("hostProcess"):
            yield where


def _host_namespaces(pod: Object, _: Object) -> Iterator[str]:
    yield from (field for field in ("hostNetwork", "hostPID", "hostIPC") if pod.get(field))


def _privileged(pod: Object, _: Object) -> Iterator[str]:
    yield from (where for where, _, context in containers(pod) if context.get("privileged"))


def _capabilities(pod: Object, _: Object) -> Iterator[str]:
    """All are dropped, and NET_BIND_SERVICE alone may be added."""
    for where, _, context in containers(pod):
        given = context.get("capabilities") or {}
        if "ALL" not in given.get("drop", ()) or set(given.get("add", ())) - {"NET_BIND_SERVICE"}:
            yield where


def _volume_types(pod: Object, _: Object) -> Iterator[str]:
    """No HostPath, and of the others those that are not tied to a node."""
    for volume in pod.get("volumes", ()):
        if volume.keys() - {"name"} - _VOLUMES:
            yield f"volumes[{volume['name']}]"


def _host_ports(pod: Object, _: Object) -> Iterator[str]:
    for where, container, _ in containers(pod):
        if any(port.get("hostPort") for port in container.get("ports", ())):
            yield where


def _host_probes(pod: Object, _: Object) -> Iterator[str]:
    """Probes and lifecycle hooks ask the pod itself, and no other host."""
    for where, container, _ in containers(pod):
        hooks = (container.get("lifecycle") or {}).values()
        probes = (container.get(f"{kind}Probe") or {} for kind in ("startup", "readiness", "liveness"))
        for handler in (*hooks, *probes):
            if any((handler.get(kind) or {}).get("host") for kind in ("httpGet", "tcpSocket")):
                yield where


def _apparmor(pod: Object, metadata: Object) -> Iterator[str]:
    for where, context in contexts(pod):
        profile = context.get("appArmorProfile")
        if profile and profile.get("type") not in _PROFILES:
            yield where
    for key, value in (metadata.get("annotations") or {}).items():
        if key.startswith(_APPARMOR) and not (value == "runtime/default" or value.startswith("localhost/")):
            yield key


def _selinux(pod: Object, _: Object) -> Iterator[str]:
    for where, context in contexts(pod):
        options = context.get("seLinuxOptions") or {}
        if options.get("type", "") not in _SELINUX_TYPES or options.get("user") or options.get("role"):
            yield where


def _proc_mount(pod: Object, _: Object) -> Iterator[str]:
    for where, _, context in containers(pod):
        if context.get("procMount", "Default") != "Default":
            yield where


def _sysctls(pod: Object, _: Object) -> Iterator[str]:
    for sysctl in (pod.get("securityContext") or {}).get("sysctls", ()):
        if sysctl["name"] not in _SYSCTLS:
            yield f"sysctls[{sysctl['name']}]"


def _privilege_escalation(pod: Object, _: Object) -> Iterator[str]:
    for where, _, context in containers(pod):
        if context.get("allowPrivilegeEscalation") is not False:
            yield where


def _non_root(pod: Object, _: Object) -> Iterator[str]:
    """Said by the pod or by every container, and unsaid by none."""
    pods = (pod.get("securityContext") or {}).get("runAsNonRoot")
    for where, _, context in containers(pod):
        if context.get("runAsNonRoot", pods) is not True:
            yield where


def _non_root_user(pod: Object, _: Object) -> Iterator[str]:
    yield from (where for where, context in contexts(pod) if context.get("runAsUser") == 0)


def _seccomp(pod: Object, _: Object) -> Iterator[str]:
    """Said by the pod or by every container, and unsaid by none."""
    pods = ((pod.get("securityContext") or {}).get("seccompProfile") or {}).get("type")
    for where, _, context in containers(pod):
        if (context.get("seccompProfile") or {}).get("type", pods) not in _PROFILES:
            yield where


CONTROLS: Mapping[str, Check] = {
    "HostProcess": _host_process,
    "Host Namespaces": _host_namespaces,
    "Privileged Containers": _privileged,
    "Capabilities": _capabilities,
    "Volume Types": _volume_types,
    "Host Ports": _host_ports,
    "Host Probes / Lifecycle Hooks": _host_probes,
    "AppArmor": _apparmor,
    "SELinux": _selinux,
    "/proc Mount Type": _proc_mount,
    "Sysctls": _sysctls,
    "Privilege Escalation": _privilege_escalation,
    "Running as Non-root": _non_root,
    "Running as Non-root user": _non_root_user,
    "Seccomp": _seccomp,
}
