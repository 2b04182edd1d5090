"""A real API server takes everything that is rendered, strictly, and updates it in place.

It has the admission that is on by default, Pod Security among it, and neither controllers nor nodes. Definitions of
custom resources say nothing of their fields: their schemas have tests of their own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
import yaml
from tests.charts.support import CASES, SERVER, case
from tests.charts.test_pod_security import failed
from tests.cluster.api_server import ApiServer, running
from tests.cluster.definitions import definitions
from tests.test_valid_cases import NAMES, planned

from chartwright.testing.render import Render
from helmwright.kubernetes.manifests import DEFINITION, Object

pytestmark = [pytest.mark.cluster, pytest.mark.tool("etcd"), pytest.mark.tool("kube-apiserver")]
DRY_RUN = "&dryRun=All"
POD_SECURITY = '"would violate PodSecurity'
FINALIZER = '"metadata.finalizers: \\"resources-finalizer.argocd.argoproj.io'
"""Argo CD's name, older than the advice that a finalizer has a path (https://github.com/argoproj/argo-cd/issues/21035)."""


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiServer]:
    with running(tmp_path_factory.mktemp("cluster")) as found:
        for item in definitions():
            assert found.apply(item) == []
        yield found


def said(
    api: ApiServer, objects: Iterable[Object], within: str, query: str = DRY_RUN
) -> dict[str, list[str]]:
    """What the server finds wrong with objects, by kind and name; it warns of pods that are not restricted."""
    objects = list(objects)
    labels = {"pod-security.kubernetes.io/warn": "restricted"}
    for name in {within, *(item["metadata"].get("namespace", within) for item in objects)}:
        space = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name, "labels": labels}}
        assert api.apply(space) == []
    answers = {
        f"{item['kind']}/{item['metadata']['name']}": [
            text for text in api.apply(item, within, query) if not text.startswith(FINALIZER)
        ]
        for item in objects
    }
    return {name: texts for name, texts in answers.items() if texts}


@pytest.mark.parametrize("name", CASES)
def test_what_a_chart_case_renders_is_taken(api: ApiServer, render: Render, name: str) -> None:
    objects = render.all(case(name))
    found = said(api, objects, "shop")
    assert [texts for texts in found.values() if not texts[0].startswith(POD_SECURITY)] == []
    assert set(found) == set(failed(objects))


@pytest.mark.parametrize("name", NAMES)
def test_what_a_descriptor_case_generates_is_taken(api: ApiServer, name: str) -> None:
    plan = planned(name)
    resolved = plan.resolved
    assert resolved is not None
    for release in resolved.releases:
        objects = [manifest.object for manifest in plan.manifests[release.name]]
        for item in objects:
            if item["kind"] == DEFINITION:  # without which the server does not know what it defines
                assert api.apply(item) == []
        found = said(api, objects, release.namespace)
        lax = POD_SECURITY if release.is_addon else "nothing"  # the pods of others are as they are
        assert [texts for texts in found.values() if not texts[0].startswith(lax)] == []
    generated = [text for path, text in (plan.tree or {}).items() if path.startswith("bootstrap/")]
    bootstrap = [item for text in generated for item in yaml.safe_load_all(text)]
    assert said(api, bootstrap, "argocd") == {}


UPDATES: dict[str, dict[str, Any]] = {
    "another image": {"image": {"repository": "ghcr.io/acme/cart", "tag": "1.4.3"}},
    "another port": {"ports": {"web": {"containerPort": 8081, "servicePort": 80}}},
    "a number for two protocols": {
        "ports": {**SERVER["ports"], "game": {"containerPort": 8080, "servicePort": 80, "protocol": "UDP"}},
        "probes": {"readiness": {"type": "tcp", "port": "http"}},
    },
    "labels": {"commonLabels": {"team": "shop"}, "podLabels": {"tier": "front"}, "partOf": "shop"},
    "a worker": {"workers": {"mail": {"command": ["mail"]}}},
    "a sidecar": {"sidecars": {"proxy": {"resources": SERVER["resources"]}}},
    "a load balancer": {"service": {"type": "LoadBalancer"}},
}


@pytest.mark.parametrize("workload", ["Deployment", "StatefulSet", "DaemonSet"])
def test_a_service_changes_there_and_back(api: ApiServer, render: Render, workload: str) -> None:
    before = {**SERVER, "workload": {"type": workload}}
    for name, update in UPDATES.items():
        for values in (before, {**before, **update}, before):
            assert said(api, render(values), workload.lower(), query="") == {}, name


@pytest.mark.parametrize("kept", [True, False])
def test_a_number_that_an_autoscaler_takes_over_stays_when_it_is_said(
    api: ApiServer, render: Render, kept: bool
) -> None:
    pods = []
    scaled = {"min": 6, "max": 9, "cpu": 70, **({"initialReplicas": 6} if kept else {})}
    for values in ({"replicaCount": 6}, {"autoscaling": scaled}):
        objects = render({**SERVER, **values})
        namespace = f"handover-{kept}".lower()
        assert said(api, objects, namespace, query="") == {}
        name = objects.one("Deployment")["metadata"]["name"]
        deployment = api.call("GET", f"/apis/apps/v1/namespaces/{namespace}/deployments/{name}")
        pods.append(json.loads(deployment.read())["spec"]["replicas"])
    assert pods == [6, 6 if kept else 1]
