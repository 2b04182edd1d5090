"""Rendered objects against the LimitRange and the ResourceQuota of their namespace."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from tests.repositories import release, repository

from helmwright.kubernetes.manifests import Manifest
from helmwright.kubernetes.pod_resources import containers, total
from helmwright.kubernetes.usage import scales, usage
from helmwright.validate.namespaces import namespaces
from helmwright.validate.validator import Problem

SHOP = release(repository({"shop/cart": {}}), "prod-shop")


def container(cpu: str, **fields: Any) -> dict[str, Any]:
    return {"name": "c", "resources": {"requests": {"cpu": cpu}}, **fields}


def deployment(*items: dict[str, Any], **spec: Any) -> dict[str, Any]:
    template = {"spec": {"containers": list(items)}}
    spec = {"strategy": {"type": "Recreate"}, "template": template, **spec}
    return {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "cart"}, "spec": spec}


def quota(**hard: str) -> Manifest:
    metadata = {"name": "quota", "namespace": "shop"}
    return Manifest("quota.yaml", {"kind": "ResourceQuota", "metadata": metadata, "spec": {"hard": hard}})


def found(items: list[dict[str, Any]], *plain: Manifest) -> list[Problem]:
    return list(namespaces([(SHOP, Manifest("x.yaml", item)) for item in items], plain))


@pytest.mark.parametrize(
    ("init", "running", "cpu"),
    [
        ([], [container("100m"), container("200m")], "300m"),
        ([container("1")], [container("100m")], "1"),
        ([container("50m")], [container("100m")], "100m"),
        # A sidecar runs beside those that start after it, and beside the containers.
        ([container("100m", restartPolicy="Always"), container("1")], [container("500m")], "1100m"),
        ([container("1"), container("100m", restartPolicy="Always")], [container("950m")], "1050m"),
    ],
)
def test_a_pod_requests_what_it_needs_at_once(init: list[Any], running: list[Any], cpu: str) -> None:
    pod = containers({"spec": {"initContainers": init, "containers": running}}, {}, {})
    assert total(pod, "requests") == {"cpu": Fraction(cpu.removesuffix("m")) / (1000 if "m" in cpu else 1)}


def test_a_container_without_a_request_requests_its_limit() -> None:
    (own,) = containers(
        {"spec": {"containers": [{"resources": {"limits": {"cpu": 2}}}]}}, {}, {"cpu": Fraction(1)}
    )
    assert own.requests == {"cpu": 2}


def test_defaults_of_the_namespace_fill_what_a_container_does_not_say() -> None:
    (own,) = containers({"spec": {"containers": [{}]}}, {"cpu": Fraction(2)}, {"cpu": Fraction(1)})
    assert (own.requests, own.limits) == ({"cpu": Fraction(1)}, {"cpu": Fraction(2)})


@pytest.mark.parametrize("text", ["abc", "1e999999999", "1_0"])
def test_what_is_no_quantity_is_found(text: str) -> None:
    (problem,) = found([deployment(container(text))])
    assert (problem.code, problem.path[-4:], problem.message) == (
        "K101",
        (0, "resources", "requests", "cpu"),
        f"{text} is no quantity",
    )


@pytest.mark.parametrize(
    ("scaler", "pods"),
    [
        ({"kind": "HorizontalPodAutoscaler", "spec": {"minReplicas": 3}}, 3),
        ({"kind": "HorizontalPodAutoscaler", "spec": {}}, 1),
        ({"kind": "ScaledObject", "spec": {}}, 0),
    ],
)
def test_an_autoscaler_says_how_few_pods_there_are(scaler: dict[str, Any], pods: int) -> None:
    scaler["spec"]["scaleTargetRef"] = {"kind": "Deployment", "name": "cart"}
    item = deployment(container("1"), replicas=5)
    pod = containers(item["spec"]["template"], {}, {})
    assert usage(item, pod, scales([scaler, item])).get("pods", 0) == pods


def test_claims_and_ways_in_are_counted() -> None:
    claim = {"spec": {"storageClassName": "fast", "resources": {"requests": {"storage": "2Gi"}}}}
    items = [
        {
            "kind": "StatefulSet",
            "metadata": {"name": "db"},
            "spec": {"replicas": 3, "volumeClaimTemplates": [claim]},
        },
        {"kind": "Service", "metadata": {"name": "web"}, "spec": {"type": "LoadBalancer", "ports": [{}, {}]}},
    ]
    hard = {
        "requests.storage": "5Gi",
        "fast.storageclass.storage.k8s.io/requests.storage": "5Gi",
        "persistentvolumeclaims": "2",
        "services.loadbalancers": "0",
        "services.nodeports": "1",
    }
    assert [problem.path[-1] for problem in found(items, quota(**hard))] == list(hard)


def test_what_fits_exactly_fits() -> None:
    item = deployment(container("1"), replicas=2)
    assert found([item], quota(**{"requests.cpu": "2", "pods": "2"})) == []


def test_a_rollout_that_starts_a_new_pod_first_needs_room_for_it() -> None:
    item = deployment(container("1"), replicas=2, strategy={"rollingUpdate": {"maxUnavailable": 0}})
    (problem,) = found([item], quota(**{"requests.cpu": "2"}))
    assert problem.message == (
        "Deployment cart has at times a pod more, which takes 1 of requests.cpu; shop has 0 left of 2"
    )


def test_quotas_of_other_namespaces_do_not_matter() -> None:
    item = deployment(container("1"), replicas=2)
    item["metadata"]["namespace"] = "elsewhere"
    assert found([item], quota(**{"requests.cpu": "1"})) == []
