"""The controls of the `baseline` level."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.kubernetes.pod_security.pods import Check, Path, Pod

CAPABILITIES = frozenset(
    {
        "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE",
        "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
    }
)  # fmt: skip
"""What a container may add."""

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
    "net.ipv4.tcp_rmem",
    "net.ipv4.tcp_syncookies",
    "net.ipv4.tcp_wmem",
}
_SELINUX_TYPES = {"", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"}
_APPARMOR = "container.apparmor.security.beta.kubernetes.io/"
_PROFILES = ("RuntimeDefault", "Localhost")
_HANDLERS = (
    *(("startupProbe",), ("readinessProbe",), ("livenessProbe",)),
    *(("lifecycle", "postStart"), ("lifecycle", "preStop")),
)


def _host_process(pod: Pod) -> Iterator[Path]:
    for path, context in pod.contexts():
        if context.get("windowsOptions", {}).get("hostProcess"):
            yield (*path, "windowsOptions", "hostProcess")


def _host_namespaces(pod: Pod) -> Iterator[Path]:
    yield from (("spec", field) for field in ("hostNetwork", "hostPID", "hostIPC") if pod.spec.get(field))


def _privileged(pod: Pod) -> Iterator[Path]:
    yield from ((*path, "privileged") for path, context in pod.contexts() if context.get("privileged"))


def _capabilities(pod: Pod) -> Iterator[Path]:
    for path, context in pod.contexts():
        if set(context.get("capabilities", {}).get("add", ())) - CAPABILITIES:
            yield (*path, "capabilities", "add")


def _host_path_volumes(pod: Pod) -> Iterator[Path]:
    for index, volume in enumerate(pod.spec.get("volumes", ())):
        if "hostPath" in volume:
            yield ("spec", "volumes", index, "hostPath")


def _host_ports(pod: Pod) -> Iterator[Path]:
    for path, container in pod.containers():
        for index, port in enumerate(container.get("ports", ())):
            if port.get("hostPort"):
                yield (*path, "ports", index, "hostPort")


def _host_probes(pod: Pod) -> Iterator[Path]:
    """Probes and lifecycle hooks ask the pod itself, and no other host."""
    for path, container in pod.containers():
        for steps in _HANDLERS:
            handler = container
            for step in steps:
                handler = handler.get(step, {})
            for kind in ("httpGet", "tcpSocket"):
                if handler.get(kind, {}).get("host"):
                    yield (*path, *steps, kind, "host")


def _apparmor(pod: Pod) -> Iterator[Path]:
    for path, context in pod.contexts():
        profile = context.get("appArmorProfile")
        if profile and profile.get("type") not in _PROFILES:
            yield (*path, "appArmorProfile")
    for key, value in pod.annotations.items():
        allowed = value in ("", "runtime/default") or value.startswith("localhost/")
        if key.startswith(_APPARMOR) and not allowed:
            yield ("metadata", "annotations", key)


def _selinux(pod: Pod) -> Iterator[Path]:
    for path, context in pod.contexts():
        options = context.get("seLinuxOptions", {})
        if options.get("type", "") not in _SELINUX_TYPES or options.get("user") or options.get("role"):
            yield (*path, "seLinuxOptions")


def _proc_mount(pod: Pod) -> Iterator[Path]:
    for path, context in pod.contexts():
        if context.get("procMount", "Default") != "Default":
            yield (*path, "procMount")


def _seccomp(pod: Pod) -> Iterator[Path]:
    for path, context in pod.contexts():
        if context.get("seccompProfile", {}).get("type") == "Unconfined":
            yield (*path, "seccompProfile", "type")


def _sysctls(pod: Pod) -> Iterator[Path]:
    for index, sysctl in enumerate(pod.context.get("sysctls", ())):
        if sysctl["name"] not in _SYSCTLS:
            yield ("spec", "securityContext", "sysctls", index, "name")


BASELINE: dict[str, Check] = {
    "HostProcess": _host_process,
    "Host Namespaces": _host_namespaces,
    "Privileged Containers": _privileged,
    "Capabilities": _capabilities,
    "HostPath Volumes": _host_path_volumes,
    "Host Ports": _host_ports,
    "Host Probes / Lifecycle Hooks": _host_probes,
    "AppArmor": _apparmor,
    "SELinux": _selinux,
    "/proc Mount Type": _proc_mount,
    "Seccomp": _seccomp,
    "Sysctls": _sysctls,
}
