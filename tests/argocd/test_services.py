"""A service's days: added, with a new image, with a bad one, scaled another way, removed."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from tests.argocd import bed
from tests.argocd.bed import Bed
from tests.argocd.conftest import Took
from tests.argocd.descriptors import image, service
from tests.cluster.programs import wait

pytestmark = [pytest.mark.argocd, *(pytest.mark.tool(name) for name in bed.PROGRAMS)]


PAUSE = 15
"""Seconds that people take to look before they mend something, in which Argo CD takes in what has become of it."""


def test_a_service_is_a_new_file(dev: Bed, new_app: Callable[..., None], took: Took) -> None:
    new_app("adding", {"one": service("one")})
    dev.repository.write("apps/adding/services/two.yaml", service("two"))
    revision = dev.repository.push("Add two")
    with took("a service added, until its pods serve"):
        dev.serves("adding", "two", image("two", "1.0.0"))
    dev.settles("dev-adding", revision)


def test_an_image_is_bumped(dev: Bed, new_app: Callable[..., None], took: Took) -> None:
    new_app("bumping", {"one": service("one"), "two": service("two")})
    other = dev.deployment("bumping", "two")
    dev.repository.write("apps/bumping/services/one.yaml", service("one", "1.1.0"))
    revision = dev.repository.push("Bump one")
    with took("an image bumped, until all pods have it"):
        dev.serves("bumping", "one", image("one", "1.1.0"))
    dev.settles("dev-bumping", revision)
    assert dev.deployment("bumping", "two")["metadata"]["generation"] == other["metadata"]["generation"]


KINDS_OF_APP: dict[str, dict[str, Any]] = {
    "fixed": {"replicas": 2},
    "scaled": {"replicas": {"min": 2, "max": 4, "cpu": 70}},
    "tested": {"replicas": 2, "tasks": {"smoke": {"when": "after", "command": ["/app/smoke"]}}},
}
SECONDS = {"fixed": 60, "scaled": 60, "tested": 300}
"""How long a fix may take: with a task after the pods the sync waits for the deadline of the rollout."""


@pytest.mark.parametrize("name", KINDS_OF_APP)
def test_a_bad_image_is_mended_by_the_next_commit(
    dev: Bed, new_app: Callable[..., None], took: Took, name: str
) -> None:
    fields = KINDS_OF_APP[name]
    new_app(name, {"one": service("one", **fields)})
    dev.faults.missing.add(image("one", "bad"))
    dev.repository.write(f"apps/{name}/services/one.yaml", service("one", "bad", **fields))
    dev.repository.push("Break one")
    wait(lambda: is_pulling(dev, name), "nothing is seen of the bad image")
    time.sleep(PAUSE)
    assert dev.deployment(name, "one")["status"]["availableReplicas"] == 2
    dev.repository.write(f"apps/{name}/services/one.yaml", service("one", "1.0.1", **fields))
    revision = dev.repository.push("Mend one")
    with took(f"a bad image mended, in an app that is {name}"):
        dev.serves(name, "one", image("one", "1.0.1"), SECONDS[name])
    dev.settles(f"dev-{name}", revision)


def test_a_service_without_a_claim_is_removed(dev: Bed, new_app: Callable[..., None], took: Took) -> None:
    new_app("removing", {"one": service("one"), "two": service("two")})
    dev.repository.remove("apps/removing/services/two.yaml")
    revision = dev.repository.push("Remove two")
    with took("a service removed, until nothing of it is left"):
        wait(lambda: named(dev, "removing", "two") == [], lambda: str(named(dev, "removing", "two")))
    dev.settles("dev-removing", revision)
    assert named(dev, "removing", "one") != []


def test_an_autoscaler_takes_over_with_all_pods(
    dev: Bed, new_app: Callable[..., None], took: Took, tally: Callable[[str, int], None]
) -> None:
    new_app("scaling", {"one": service("one", replicas=6)})
    before = dev.deployment("scaling", "one")["metadata"]["resourceVersion"]
    dev.repository.write(
        "apps/scaling/services/one.yaml", service("one", replicas={"min": 3, "max": 10, "cpu": 70})
    )
    revision = dev.repository.push("Scale one by its load")
    with took("a fixed number taken over by an autoscaler"):
        dev.settles("dev-scaling", revision)
    states = dev.api.since("/apis/apps/v1/namespaces/scaling/deployments", before)
    fewest = min(state["object"]["spec"]["replicas"] for state in states)
    tally("pods at the fewest, from 6 to a minimum of 3", fewest)
    assert fewest >= 3


def is_pulling(dev: Bed, namespace: str) -> bool:
    """Whether a pod waits for an image that is not there."""
    pods = dev.api.get(f"/api/v1/namespaces/{namespace}/pods")["items"]
    return any(pod["status"]["phase"] == "Pending" and "containerStatuses" in pod["status"] for pod in pods)


KINDS = (
    *("/api/v1/pods", "/api/v1/services", "/api/v1/serviceaccounts", "/apis/apps/v1/deployments"),
    "/apis/networking.k8s.io/v1/networkpolicies",
)


def named(dev: Bed, namespace: str, name: str) -> list[str]:
    """What belongs to a service, by path."""
    return [
        f"{kind}/{item['metadata']['name']}"
        for kind in KINDS
        for item in dev.api.get(kind.replace("/v1/", f"/v1/namespaces/{namespace}/"))["items"]
        if item["metadata"].get("labels", {}).get("app.kubernetes.io/name") == name
    ]


def test_a_service_is_renamed_without_a_gap(dev: Bed, new_app: Callable[..., None], took: Took) -> None:
    new_app("renaming", {"one": service("one", replicas=2)})
    path = "/apis/apps/v1/namespaces/renaming/deployments"
    before = dev.api.get(path)["metadata"]["resourceVersion"]
    dev.repository.remove("apps/renaming/services/one.yaml")
    dev.repository.write("apps/renaming/services/uno.yaml", service("one", replicas=2))
    revision = dev.repository.push("Rename one")
    with took("a service renamed, until nothing of the old name is left"):
        wait(lambda: named(dev, "renaming", "one") == [], lambda: str(named(dev, "renaming", "one")))
    dev.serves("renaming", "uno", image("one", "1.0.0"))
    dev.settles("dev-renaming", revision)
    ready = {"one": 2, "uno": 0}
    for state in dev.api.since(path, before):
        name, status = state["object"]["metadata"]["name"], state["object"].get("status", {})
        ready[name] = 0 if state["type"] == "DELETED" else status.get("availableReplicas", 0)
        assert sum(ready.values()) >= 2, ready
