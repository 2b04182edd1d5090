"""A migration runs when its image changes, and then alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest
from tests.argocd import bed
from tests.argocd.bed import Bed
from tests.argocd.conftest import Took
from tests.argocd.descriptors import image, service
from tests.cluster.api_server import MERGE
from tests.cluster.programs import wait

pytestmark = [pytest.mark.argocd, *(pytest.mark.tool(name) for name in bed.PROGRAMS)]
RETRIES = 45
"""Seconds in which Argo CD tries a sync again, after 10 and after 20."""
MIGRATE: dict[str, Any] = {"tasks": {"migrate": {"command": ["/app/migrate"]}}}


def test_a_task_runs_once_for_each_image(dev: Bed, new_app: Callable[..., None], took: Took) -> None:
    new_app("tasks", {"one": service("one", **MIGRATE)})
    before = version(dev, "tasks")
    dev.repository.write("apps/tasks/services/one.yaml", service("one", "1.1.0", **MIGRATE))
    revision = dev.repository.push("Bump one")
    with took("an image bumped after its task"):
        dev.serves("tasks", "one", image("one", "1.1.0"))
    dev.settles("dev-tasks", revision)
    assert runs(dev, "tasks", before) == [image("one", "1.1.0")]


@pytest.mark.parametrize("commit", ["none", "of another app"])
def test_no_task_runs_where_drift_is_healed(
    dev: Bed, new_app: Callable[..., None], took: Took, commit: str
) -> None:
    name = f"drift-{commit.rsplit(maxsplit=1)[-1]}"
    new_app(name, {"one": service("one", **MIGRATE), "two": service("two")})
    if commit == "of another app":
        dev.repository.write("apps/portfolio/services/extra.yaml", service("extra"))
        dev.repository.push("Add a service to another app")
        dev.serves("portfolio", "extra", image("extra", "1.0.0"))
    before = version(dev, name)
    path = f"/apis/apps/v1/namespaces/{name}/deployments/two"
    assert dev.api.call("PATCH", path, '{"spec": {"replicas": 4}}', MERGE).status == HTTPStatus.OK
    with took(f"drift healed, after a commit {commit}"):
        wait(lambda: dev.deployment(name, "two")["spec"]["replicas"] == 1, "drift is not healed")
    dev.settles(f"dev-{name}")
    assert runs(dev, name, before) == []


def test_pods_stay_as_they_are_when_their_task_fails(
    dev: Bed, new_app: Callable[..., None], took: Took
) -> None:
    once: dict[str, Any] = {"tasks": {"migrate": {**MIGRATE["tasks"]["migrate"], "backoffLimit": 0}}}
    new_app("failing", {"one": service("one", **once)})
    dev.faults.failing.add(image("one", "1.1.0"))
    dev.repository.write("apps/failing/services/one.yaml", service("one", "1.1.0", **once))
    dev.repository.push("Bump one")
    jobs = "/apis/batch/v1/namespaces/failing/jobs"
    wait(lambda: any(job["status"].get("failed") for job in dev.api.get(jobs)["items"]), "no task fails")
    time.sleep(RETRIES)
    found = dev.deployment("failing", "one")["spec"]["template"]["spec"]["containers"][0]["image"]
    assert found == image("one", "1.0.0")
    dev.repository.write("apps/failing/services/one.yaml", service("one", "1.2.0", **once))
    revision = dev.repository.push("Mend one")
    with took("a task that fails mended"):
        dev.serves("failing", "one", image("one", "1.2.0"), seconds=180)
    dev.settles("dev-failing", revision)


def test_a_commit_during_a_sync_has_its_task(dev: Bed, new_app: Callable[..., None], took: Took) -> None:
    new_app("hurrying", {"one": service("one", **MIGRATE)})
    before = version(dev, "hurrying")
    dev.faults.task_seconds = 10
    dev.repository.write("apps/hurrying/services/one.yaml", service("one", "1.1.0", **MIGRATE))
    dev.repository.push("Bump one")
    wait(lambda: runs(dev, "hurrying", before) != [], "the first task does not run")
    dev.repository.write("apps/hurrying/services/one.yaml", service("one", "1.2.0", **MIGRATE))
    revision = dev.repository.push("Bump one again")
    with took("an image bumped during the sync of another one"):
        dev.serves("hurrying", "one", image("one", "1.2.0"), seconds=180)
    dev.faults.task_seconds = 0
    dev.settles("dev-hurrying", revision)
    assert runs(dev, "hurrying", before)[-1] == image("one", "1.2.0")


def runs(dev: Bed, namespace: str, since: str) -> list[str]:
    """The images of the Jobs that were made since a version of the namespace's Jobs, in order."""
    states = dev.api.since(f"/apis/batch/v1/namespaces/{namespace}/jobs", since)
    made = [state["object"]["spec"]["template"] for state in states if state["type"] == "ADDED"]
    return [template["spec"]["containers"][0]["image"] for template in made]


def version(dev: Bed, namespace: str) -> str:
    """The version of a namespace's Jobs now."""
    return str(dev.api.get(f"/apis/batch/v1/namespaces/{namespace}/jobs")["metadata"]["resourceVersion"])
