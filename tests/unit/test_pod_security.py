"""The Pod Security Standards, control by control: what each refuses, at which level, and where."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from helmwright.kubernetes.pod_security.levels import CONTROLS, refusals
from helmwright.validate.problems import dotted

POD: dict[str, Any] = {
    "spec": {
        "securityContext": {"runAsNonRoot": True, "seccompProfile": {"type": "RuntimeDefault"}},
        "containers": [
            {
                "name": "cart",
                "securityContext": {"allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"]}},
            }
        ],
    }
}
"""A pod that every level admits, with as little said as that takes."""


def refused(level: str, pod: Any, version: str = "1.34") -> list[str]:
    return [f"{control}: {dotted(path)}" for control, path in refusals(level, pod, version)]


def with_one_thing(path: str, value: Any) -> Any:
    """The pod with one thing changed; `c` stands for its container."""
    pod = deepcopy(POD)
    at: Any = pod
    *steps, last = path.split(".")
    for step in steps:
        at = at["spec"]["containers"][0] if step == "c" else at.setdefault(step, {})
    at[last] = value
    return pod


@pytest.mark.parametrize("level", CONTROLS)
def test_a_pod_that_keeps_to_the_standards_is_admitted_everywhere(level: str) -> None:
    assert refused(level, POD) == []


BASELINE = [
    ("HostProcess: spec.containers[0].securityContext.windowsOptions.hostProcess",
     "c.securityContext.windowsOptions", {"hostProcess": True}),
    ("HostProcess: spec.securityContext.windowsOptions.hostProcess",
     "spec.securityContext.windowsOptions", {"hostProcess": True}),
    ("Host Namespaces: spec.hostNetwork", "spec.hostNetwork", True),
    ("Host Namespaces: spec.hostPID", "spec.hostPID", True),
    ("Host Namespaces: spec.hostIPC", "spec.hostIPC", True),
    ("Privileged Containers: spec.containers[0].securityContext.privileged", "c.securityContext.privileged", True),
    ("Capabilities: spec.containers[0].securityContext.capabilities.add",
     "c.securityContext.capabilities.add", ["SYS_ADMIN"]),
    ("Host Ports: spec.containers[0].ports[0].hostPort", "c.ports", [{"containerPort": 80, "hostPort": 80}]),
    ("Host Probes / Lifecycle Hooks: spec.containers[0].livenessProbe.tcpSocket.host",
     "c.livenessProbe", {"tcpSocket": {"host": "a"}}),
    ("Host Probes / Lifecycle Hooks: spec.containers[0].lifecycle.preStop.httpGet.host",
     "c.lifecycle.preStop", {"httpGet": {"host": "a"}}),
    ("AppArmor: spec.securityContext.appArmorProfile",
     "spec.securityContext.appArmorProfile", {"type": "Unconfined"}),
    ("AppArmor: metadata.annotations.container.apparmor.security.beta.kubernetes.io/cart", "metadata.annotations",
     {"container.apparmor.security.beta.kubernetes.io/cart": "unconfined"}),
    ("SELinux: spec.securityContext.seLinuxOptions", "spec.securityContext.seLinuxOptions", {"type": "spc_t"}),
    ("SELinux: spec.containers[0].securityContext.seLinuxOptions",
     "c.securityContext.seLinuxOptions", {"user": "root"}),
    ("/proc Mount Type: spec.containers[0].securityContext.procMount", "c.securityContext.procMount", "Unmasked"),
    ("Sysctls: spec.securityContext.sysctls[0].name",
     "spec.securityContext.sysctls", [{"name": "kernel.msgmax", "value": "1"}]),
    ("Seccomp: spec.securityContext.seccompProfile.type",
     "spec.securityContext.seccompProfile", {"type": "Unconfined"}),
    ("Seccomp: spec.containers[0].securityContext.seccompProfile.type",
     "c.securityContext.seccompProfile", {"type": "Unconfined"}),
]  # fmt: skip
"""What each level but `privileged` refuses, in the words of both."""

RESTRICTED = [
    ("Capabilities: spec.containers[0].securityContext.capabilities.drop",
     "c.securityContext.capabilities.drop", ["NET_RAW"]),
    ("Capabilities: spec.containers[0].securityContext.capabilities.add",
     "c.securityContext.capabilities.add", ["CHOWN"]),
    ("Volume Types: spec.volumes[0].nfs", "spec.volumes", [{"name": "a", "nfs": {"server": "b", "path": "/"}}]),
    ("Privilege Escalation: spec.containers[0].securityContext.allowPrivilegeEscalation",
     "c.securityContext.allowPrivilegeEscalation", True),
    ("Running as Non-root: spec.securityContext.runAsNonRoot", "spec.securityContext.runAsNonRoot", False),
    ("Running as Non-root: spec.containers[0].securityContext.runAsNonRoot",
     "c.securityContext.runAsNonRoot", False),
    ("Running as Non-root user: spec.securityContext.runAsUser", "spec.securityContext.runAsUser", 0),
    ("Seccomp: spec.containers[0].securityContext", "spec.securityContext.seccompProfile", {}),
]  # fmt: skip
"""What `restricted` alone refuses."""


@pytest.mark.parametrize(("expected", "path", "value"), BASELINE)
def test_baseline_and_restricted_refuse(expected: str, path: str, value: Any) -> None:
    pod = with_one_thing(path, value)
    assert (refused("privileged", pod), refused("baseline", pod)) == ([], [expected])
    assert refused("restricted", pod) == [expected]


@pytest.mark.parametrize(("expected", "path", "value"), RESTRICTED)
def test_restricted_alone_refuses(expected: str, path: str, value: Any) -> None:
    pod = with_one_thing(path, value)
    assert (refused("baseline", pod), refused("restricted", pod)) == ([], [expected])


def test_a_volume_of_the_node_has_a_control_of_its_own_at_each_level() -> None:
    pod = with_one_thing("spec.volumes", [{"name": "a", "hostPath": {"path": "/"}}])
    assert refused("baseline", pod) == ["HostPath Volumes: spec.volumes[0].hostPath"]
    assert refused("restricted", pod) == ["Volume Types: spec.volumes[0].hostPath"]


def test_every_control_is_tried() -> None:
    tried = {expected.partition(":")[0] for expected, *_ in (*BASELINE, *RESTRICTED)}
    assert tried | {"HostPath Volumes"} == set(CONTROLS["baseline"]) | set(CONTROLS["restricted"])


def test_a_pod_that_says_nothing_is_refused_where_it_should_have_said_it() -> None:
    pod = {"spec": {"containers": [{"name": "a", "image": "b"}]}}
    assert refused("baseline", pod) == []
    assert sorted(refused("restricted", pod)) == [
        "Capabilities: spec.containers[0]",
        "Privilege Escalation: spec.containers[0]",
        "Running as Non-root: spec.containers[0]",
        "Seccomp: spec.containers[0]",
    ]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("c.lifecycle", {"stopSignal": "SIGTERM"}),
        ("c.lifecycle", None),
        ("c.securityContext.procMount", None),
        ("c.securityContext.seLinuxOptions", {"type": None}),
        ("metadata.annotations", {"container.apparmor.security.beta.kubernetes.io/cart": ""}),
        ("spec.volumes", [{"name": "a", "emptyDir": {}, "hostPath": None}]),
    ],
)
def test_what_is_no_matter_of_a_control_or_null_is_admitted(path: str, value: Any) -> None:
    assert refused("restricted", with_one_thing(path, value)) == []


def test_a_null_says_nothing() -> None:
    assert refused("restricted", with_one_thing("c.securityContext", None)) == [
        "Capabilities: spec.containers[0]",
        "Privilege Escalation: spec.containers[0]",
    ]


@pytest.mark.parametrize("kind", ["initContainers", "ephemeralContainers"])
def test_a_container_of_any_kind_is_checked(kind: str) -> None:
    assert refused("restricted", with_one_thing(f"spec.{kind}", [{"name": "a", "image": "b"}])) == [
        f"Capabilities: spec.{kind}[0]",
        f"Privilege Escalation: spec.{kind}[0]",
    ]


def test_a_cluster_before_a_control_does_not_know_it() -> None:
    pod = with_one_thing("c.livenessProbe", {"tcpSocket": {"host": "a"}})
    assert refused("restricted", pod, "1.33.4") == []


@pytest.mark.parametrize(
    "path", ["spec.volumes", "spec.initContainers", "c.ports", "c.securityContext.capabilities.add"]
)
def test_a_null_among_others_is_admitted(path: str) -> None:
    assert refused("baseline", with_one_thing(path, [None])) == []


def test_a_null_among_containers_is_an_empty_one() -> None:
    pod = with_one_thing("spec.initContainers", [None, *POD["spec"]["containers"]])
    assert refused("restricted", pod) == [
        "Capabilities: spec.initContainers[0]",
        "Privilege Escalation: spec.initContainers[0]",
    ]
