"""Every pod passes the Pod Security Standards' `restricted` profile, but for what its values override."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pytest
from tests.test_valid_cases import NAMES, planned

from chartwright.testing.render import Render
from helmwright.kubernetes.pod_security.levels import refusals
from helmwright.kubernetes.pods import pod_template

from .support import CASES, case

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
            "Running as Non-root: pod",
            "Seccomp: containers[legacy]",
            "Seccomp: pod",
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
            for control, path in refusals("restricted", template, "1.34"):
                found.setdefault(owner, set()).add(f"{control}: {place(template, path)}")
    return found


def place(template: Any, path: Sequence[str | int]) -> str:
    """The container that a path leads into, by its name; else the pod."""
    kind, index = str(path[1]), path[2] if len(path) > 2 else ""
    return f"{kind}[{template['spec'][kind][index]['name']}]" if isinstance(index, int) else "pod"


@pytest.mark.parametrize("name", CASES)
def test_pods_of_a_chart_case_are_restricted(render: Render, name: str) -> None:
    assert failed(render.all(case(name))) == EXEMPT.get(name, {})


@pytest.mark.parametrize("name", NAMES)
def test_pods_of_a_descriptor_case_are_restricted(name: str) -> None:
    resolved, manifests = planned(name).resolved, planned(name).manifests
    assert resolved is not None
    own = [release.name for release in resolved.releases if release.services]  # not what others' charts make
    assert own
    assert failed(manifest.object for name in own for manifest in manifests[name]) == {}


def test_pods_are_found_in_whatever_makes_them(render: Render) -> None:
    kinds = set()
    for item in (item for name in CASES for item in render.all(case(name))):
        found = pod_template(item)
        assert [template for _, template in templates(item)] == ([found[1]] if found else [])
        kinds |= {item["kind"]} if found else set()
    assert kinds == {"CronJob", "DaemonSet", "Deployment", "Job", "Rollout", "StatefulSet"}
