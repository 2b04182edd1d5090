"""An Application for each service: what it holds up, and how a running app gets there and back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.argocd import bed
from tests.argocd.bed import Bed
from tests.argocd.conftest import Took
from tests.argocd.control_plane import kubectl
from tests.argocd.descriptors import app, image, service
from tests.argocd.test_services import PAUSE, is_pulling
from tests.cluster.programs import wait

pytestmark = [pytest.mark.argocd, *(pytest.mark.tool(name) for name in bed.PROGRAMS)]

SMOKE: dict[str, Any] = {"tasks": {"smoke": {"when": "after", "command": ["/app/smoke"]}}}


@pytest.mark.parametrize("grouping", ["app", "service"])
def test_what_a_sync_that_waits_holds_up(
    dev: Bed, new_app: Callable[..., None], took: Took, grouping: str
) -> None:
    name, apart = f"held-by-{grouping}", grouping == "service"
    services = {"one": service("one", **SMOKE), "two": service("two")}
    new_app(name, services, app(grouping=grouping), parts=("one", "two") if apart else ())
    dev.faults.missing.add(image("one", "bad"))
    dev.repository.write(f"apps/{name}/services/one.yaml", service("one", "bad", **SMOKE))
    dev.repository.push("Break one")
    wait(lambda: is_pulling(dev, name), "nothing is seen of the bad image")
    time.sleep(PAUSE)
    dev.repository.write(f"apps/{name}/services/two.yaml", service("two", "1.1.0"))
    revision = dev.repository.push("Bump two")
    if apart:
        with took("a service bumped beside one that waits, each in an Application of its own"):
            dev.serves(name, "two", image("two", "1.1.0"), seconds=45)
        dev.settles(f"dev-{name}-two", revision)
    else:
        time.sleep(45)
        assert not bed.is_serving(dev.deployment(name, "two"), image("two", "1.1.0"))
    waiting = dev.application(f"dev-{name}-one" if apart else f"dev-{name}")
    assert waiting["status"]["operationState"]["phase"] == "Running"


KINDS = (
    *("/api/v1/{}/pods", "/api/v1/{}/services", "/api/v1/{}/serviceaccounts", "/api/v1/{}/configmaps"),
    *("/apis/apps/v1/{}/deployments", "/apis/apps/v1/{}/statefulsets", "/apis/apps/v1/{}/replicasets"),
    *("/api/v1/{}/persistentvolumeclaims", "/apis/batch/v1/{}/jobs"),
    "/apis/networking.k8s.io/v1/{}/networkpolicies",
)
STORED: dict[str, Any] = {
    "workload": "StatefulSet",
    "storage": {"data": {"size": "1Gi", "mount": "/data"}},
    "config": {"app": {"data": {"a.txt": "a"}, "mount": "/etc/app"}},
}
MIGRATE: dict[str, Any] = {"tasks": {"migrate": {"command": ["/app/migrate"]}}, "replicas": 2}


@pytest.mark.parametrize("env", ["dev", "guarded"])
def test_the_grouping_of_what_runs_changes_there_and_back(
    guarded: Bed, new_app: Callable[..., None], took: Took, env: str
) -> None:
    name = f"regrouped-{env}"
    namespace = name if env == "dev" else f"{name}-{env}"
    file, services = f"apps/{name}/app.yaml", ("one", "two")
    apart, whole = [f"{env}-{name}-{one}" for one in services], [f"{env}-{name}"]
    fields = {"one": service("one", **MIGRATE), "two": service("two", **STORED)}
    new_app(name, fields, app(onlyIn=[env]), environment=env)
    versions = [guarded.api.get(kind.format(f"namespaces/{namespace}")) for kind in KINDS]
    before = dict(identities(guarded, namespace))

    for grouping, old, new in (("service", whole, apart), ("app", apart, whole)):
        guarded.repository.write(file, app(onlyIn=[env], grouping=grouping))
        with pytest.raises(ValueError, match="P112"):
            guarded.repository.push("Regroup at once")
        guarded.repository.write(file, app(onlyIn=[env], grouping=grouping, regrouping=True))
        revision = guarded.repository.push("Regroup")
        with took(f"{env}: objects handed over, grouped by {grouping}"):
            for one in new:
                guarded.settles(one, revision)
            for one in old:
                wait(lambda one=one: has_nothing(guarded.application(one)), f"{one} keeps objects")  # type: ignore[misc]
        guarded.repository.write(file, app(onlyIn=[env], grouping=grouping))
        revision = guarded.repository.push("Forget the old grouping")
        if env == "guarded":
            kubectl(guarded.api, "delete", "applications", "--namespace=argocd", *old)
        wait(lambda old=old: not set(old) & set(guarded.applications()), f"{old} stay")  # type: ignore[misc]
        guarded.settles(f"{env}-root", revision)
        for one in new:
            guarded.settles(one)
        assert dict(identities(guarded, namespace)) == before

    for kind, listed in zip(KINDS, versions, strict=True):
        states = guarded.api.since(
            kind.format(f"namespaces/{namespace}"), listed["metadata"]["resourceVersion"]
        )
        assert {state["type"] for state in states} <= {"MODIFIED"}, kind
    guarded.repository.write(f"apps/{name}/services/one.yaml", service("one", "1.1.0", **MIGRATE))
    guarded.settles(f"{env}-{name}", guarded.repository.push("Bump one"))


def identities(found: Bed, namespace: str) -> Iterator[tuple[str, str]]:
    """What tells an object from one that has been made anew, pods and what holds them among them."""
    for kind in KINDS:
        for item in found.api.get(kind.format(f"namespaces/{namespace}"))["items"]:
            yield f"{kind}/{item['metadata']['name']}", item["metadata"]["uid"]


def has_nothing(application: Any) -> bool:
    """Whether an Application is looked at and has no object."""
    status = application["status"]
    return status["sync"]["status"] == "Synced" and not status.get("resources")
