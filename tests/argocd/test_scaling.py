"""From a number of pods to a range and back, for each kind that can be scaled: never fewer than the least number.

It holds with server-side apply as well, for which this file changes what is generated: a cluster's own option would.

An autoscaler of Kubernetes is real. KEDA's and Argo Rollouts' controllers are not there: what they would do to the
number is done by the story, and what is proven is that Argo CD leaves it alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import pytest
from tests.argocd import bed, controllers
from tests.argocd.bed import Bed
from tests.argocd.conftest import Took
from tests.argocd.descriptors import service
from tests.argocd.repository import Repository
from tests.cluster.api_server import MERGE
from tests.cluster.programs import wait

pytestmark = [pytest.mark.argocd, *(pytest.mark.tool(name) for name in bed.PROGRAMS)]

APPS = "/apis/apps/v1"
RANGE = {"min": 3, "max": 10, "cpu": 70}
TRIGGERS = {
    "min": 3,
    "max": 10,
    "triggers": {"queue": {"type": "rabbitmq", "metadata": {"queueName": "q", "value": "20"}}},
}


@dataclass(frozen=True)
class Kind:
    """What is scaled: where it is, how a service has it, and the range that it gets."""

    path: str
    name: str
    range: Mapping[str, Any]
    fields: Callable[[Any], Mapping[str, Any]]


def own(**more: Any) -> Callable[[Any], Mapping[str, Any]]:
    return lambda replicas: {"replicas": replicas, **more}


def worker(replicas: Any) -> Mapping[str, Any]:
    return {"workers": {"mail": {"command": ["/app/mail"], "replicas": replicas}}}


KINDS = {
    "deployment": Kind(f"{APPS}/{{}}/deployments", "one", RANGE, own()),
    "statefulset": Kind(f"{APPS}/{{}}/statefulsets", "one", RANGE, own(workload="StatefulSet")),
    "worker": Kind(f"{APPS}/{{}}/deployments", "one-mail", RANGE, worker),
    "keda": Kind(f"{APPS}/{{}}/deployments", "one", TRIGGERS, own()),
    "keda-worker": Kind(f"{APPS}/{{}}/deployments", "one-mail", TRIGGERS, worker),
    "rollout": Kind(
        "/apis/argoproj.io/v1alpha1/{}/rollouts", "one", RANGE, own(rollout={"type": "canary", "steps": [50]})
    ),
}


def is_synced(application: Any, revision: str) -> bool:
    """Whether an Application is as a commit says, by a sync that is over."""
    sync, operation = application["status"]["sync"], application["status"].get("operationState", {})
    return (sync["status"], sync["revision"], operation.get("phase")) == ("Synced", revision, "Succeeded")


def with_server_side_apply(repository: Repository, app: str) -> None:
    """Lets an Application's objects be applied on the server's side."""
    option = '      - "CreateNamespace=false"\n'
    file = f"bootstrap/dev/applications/{app}.yaml"
    repository.change(file, option, f'{option}      - "ServerSideApply=true"\n')


@pytest.fixture
def scaled(dev: Bed) -> Bed:
    """The bed with the kinds that are scaled, and that scale."""
    controllers.define(dev.api)
    return dev


@pytest.mark.parametrize("apply", ["client", "server"])
@pytest.mark.parametrize("name", KINDS)
def test_a_number_is_taken_over_and_given_back(
    scaled: Bed,
    new_app: Callable[..., None],
    took: Took,
    tally: Callable[[str, int], None],
    name: str,
    apply: str,
) -> None:
    kind, app = KINDS[name], f"taken-{apply}-{name}"
    path = kind.path.format(f"namespaces/{app}")
    here, file = f"{path}/{kind.name}", f"apps/{app}/services/one.yaml"

    def number() -> int:
        return int(scaled.api.get(here)["spec"]["replicas"])

    def deploys(tag: str, replicas: Any) -> None:
        scaled.repository.write(file, service("one", tag, **kind.fields(replicas)))
        scaled.repository.helmwright("generate", "--yes")
        if apply == "server":
            with_server_side_apply(scaled.repository, app)
        scaled.repository.publish(f"{tag} with {replicas}")
        revision = scaled.repository.tell()
        # Without pods an autoscaler is never Healthy, which nothing waits for.
        wait(
            lambda: is_synced(scaled.application(f"dev-{app}"), revision),
            lambda: json.dumps(scaled.application(f"dev-{app}")["status"]),
        )

    new_app(app, {"one": service("one", **kind.fields(5))})
    deploys("1.0.0", 6)
    before = scaled.api.get(path)["metadata"]["resourceVersion"]
    with took(f"{name}, {apply}-side: a number taken over"):
        deploys("1.0.0", kind.range)
    if kind.range is TRIGGERS or name == "rollout":
        assert scaled.api.call("PATCH", here, '{"spec": {"replicas": 7}}', MERGE).status == HTTPStatus.OK
    else:
        scaled.load[app] = 2.0
        wait(lambda: number() > 6, "it is not scaled")
    above = number()
    with took(f"{name}, {apply}-side: an image bumped under an autoscaler"):
        deploys("1.1.0", kind.range)
    assert number() >= above
    scaled.load[app] = 0.5
    with took(f"{name}, {apply}-side: a number given back"):
        deploys("1.1.0", 6)
    wait(lambda: number() == 6, lambda: json.dumps(scaled.api.get(here)["spec"]))
    states = [
        state for state in scaled.api.since(path, before) if state["object"]["metadata"]["name"] == kind.name
    ]
    fewest = min(state["object"]["spec"]["replicas"] for state in states)
    tally(f"{name}, {apply}-side: pods at the fewest, from 6 to a minimum of 3 and back", fewest)
    assert fewest >= 3
