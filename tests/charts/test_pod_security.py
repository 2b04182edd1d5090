"""Every pod passes the Pod Security Standards' `restricted` profile, but for what its values override."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any

import pytest
from tests.test_valid_cases import NAMES, planned

from helmwright.testing.render import Render

from .pod_security import CONTROLS, violations
from .support import CASES, SERVER, case

EXEMPT: Mapping[str, dict[str, set[str]]] = {
    "init-containers": {
        "Deployment/app": {
            "Capabilities: initContainers[everything]",
            "Privilege Escalation: initContainers[everything]",
            "Running as Non-root: initContainers[everything]",
            "Running as Non-root user: initContainers[everything]",
            "Seccomp: initContainers[relaxed]",
        }
    },
    "security": {
        "Deployment/legacy": {
            "Capabilities: containers[legacy]",
            "Privilege Escalation: containers[legacy]",
            "Privileged Containers: containers[legacy]",
            "Running as Non-root: containers[legacy]",
            "Running as Non-root user: containers[legacy]",
            "Running as Non-root user: pod",
            "Seccomp: containers[legacy]",
        }
    },
    "sidecars": {"Deployment/shop": {"Seccomp: initContainers[metrics]"}},
}
"""What the values of a chart case override, and no control beyond it; what descriptors override stays within."""


def templates(item: Any, owner: str = "") -> Iterator[tuple[str, Any]]:
    """The pod templates in an object, whatever its kind, with the object's kind and name."""
    if isinstance(item, Mapping):
        owner = owner or f"{item['kind']}/{item['metadata']['name']}"
        spec = item.get("spec")
        if isinstance(spec, Mapping) and "containers" in spec:
            yield owner, item
        for value in item.values():
            yield from templates(value, owner)


def failed(objects: Iterable[Any]) -> dict[str, set[str]]:
    """The failed controls of each object with pods."""
    found: dict[str, set[str]] = {}
    for item in objects:
        for owner, template in templates(item):
            for violation in violations(template):
                found.setdefault(owner, set()).add(violation)
    return found


@pytest.mark.parametrize("name", CASES)
def test_pods_of_a_chart_case_are_restricted(render: Render, name: str) -> None:
    assert failed(render.all(case(name))) == EXEMPT.get(name, {})


@pytest.mark.parametrize("name", NAMES)
def test_pods_of_a_descriptor_case_are_restricted(name: str) -> None:
    manifests = planned(name).rendered.manifests
    assert failed(manifest.object for items in manifests.values() for manifest in items) == {}


def test_pods_are_found_in_whatever_makes_them(render: Render) -> None:
    objects = (item for name in CASES for item in render.all(case(name)))
    kinds = {owner.partition("/")[0] for item in objects for owner, _ in templates(item)}
    assert kinds == {"CronJob", "DaemonSet", "Deployment", "Job", "Rollout", "StatefulSet"}


def insecure(render: Render, path: str, value: Any) -> Any:
    """The pod template of a service with one thing changed; `c` stands for its container."""
    template = deepcopy(render(SERVER).pod)
    *steps, last = path.split(".")
    at = template
    for step in steps:
        at = at["spec"]["containers"][0] if step == "c" else at.setdefault(step, {})
    at[last] = value
    return template


@pytest.mark.parametrize(
    ("control", "path", "value"),
    [
        ("HostProcess: containers[cart]", "c.securityContext.windowsOptions", {"hostProcess": True}),
        ("HostProcess: pod", "spec.securityContext.windowsOptions", {"hostProcess": True}),
        ("Host Namespaces: hostNetwork", "spec.hostNetwork", True),
        ("Host Namespaces: hostPID", "spec.hostPID", True),
        ("Host Namespaces: hostIPC", "spec.hostIPC", True),
        ("Privileged Containers: containers[cart]", "c.securityContext.privileged", True),
        ("Capabilities: containers[cart]", "c.securityContext.capabilities", {"drop": ["NET_RAW"]}),
        ("Capabilities: containers[cart]", "c.securityContext.capabilities", {"drop": ["ALL"], "add": ["CHOWN"]}),
        ("Volume Types: volumes[a]", "spec.volumes", [{"name": "a", "hostPath": {"path": "/"}}]),
        ("Volume Types: volumes[a]", "spec.volumes", [{"name": "a", "nfs": {"server": "b", "path": "/"}}]),
        ("Host Ports: containers[cart]", "c.ports", [{"containerPort": 80, "hostPort": 80}]),
        ("Host Probes / Lifecycle Hooks: containers[cart]", "c.livenessProbe", {"tcpSocket": {"host": "a"}}),
        ("Host Probes / Lifecycle Hooks: containers[cart]", "c.lifecycle.preStop", {"httpGet": {"host": "a"}}),
        ("AppArmor: pod", "spec.securityContext.appArmorProfile", {"type": "Unconfined"}),
        ("AppArmor: container.apparmor.security.beta.kubernetes.io/cart", "metadata.annotations",
         {"container.apparmor.security.beta.kubernetes.io/cart": "unconfined"}),
        ("SELinux: pod", "spec.securityContext.seLinuxOptions", {"type": "spc_t"}),
        ("SELinux: containers[cart]", "c.securityContext.seLinuxOptions", {"user": "root"}),
        ("/proc Mount Type: containers[cart]", "c.securityContext.procMount", "Unmasked"),
        ("Sysctls: sysctls[kernel.msgmax]", "spec.securityContext.sysctls", [{"name": "kernel.msgmax", "value": "1"}]),
        ("Privilege Escalation: containers[cart]", "c.securityContext.allowPrivilegeEscalation", True),
        ("Running as Non-root: containers[cart]", "spec.securityContext.runAsNonRoot", False),
        ("Running as Non-root: containers[cart]", "c.securityContext.runAsNonRoot", False),
        ("Running as Non-root user: pod", "spec.securityContext.runAsUser", 0),
        ("Seccomp: containers[cart]", "spec.securityContext.seccompProfile", {"type": "Unconfined"}),
        ("Seccomp: containers[cart]", "c.securityContext.seccompProfile", {"type": "Unconfined"}),
    ],
)  # fmt: skip
def test_each_control_notices_what_it_forbids(render: Render, control: str, path: str, value: Any) -> None:
    assert violations(insecure(render, path, value)) == [control]


def test_every_control_is_tried() -> None:
    tried = next(
        mark for mark in test_each_control_notices_what_it_forbids.pytestmark if mark.name == "parametrize"
    )
    assert {control.partition(":")[0] for control, *_ in tried.args[1]} == set(CONTROLS)


@pytest.mark.parametrize("kind", ["initContainers", "ephemeralContainers"])
def test_a_container_of_any_kind_is_checked(render: Render, kind: str) -> None:
    assert violations(insecure(render, f"spec.{kind}", [{"name": "a", "image": "b"}])) == [
        f"Capabilities: {kind}[a]",
        f"Privilege Escalation: {kind}[a]",
    ]
