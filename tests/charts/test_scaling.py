"""Scaling: how many pods, who decides, and how many may be evicted."""

from __future__ import annotations

from typing import Any

import pytest

from chartwright.testing.render import Render

from .support import SERVER, WORKER


def spec(render: Render, values: dict[str, Any], kind: str) -> Any:
    return render({**WORKER, **values}).one(kind)["spec"]


@pytest.mark.parametrize("replicas", [0, 1, 5])
def test_the_number_of_pods_is_printed_zero_included(render: Render, replicas: int) -> None:
    assert spec(render, {"replicaCount": replicas}, "Deployment")["replicas"] == replicas


def test_there_is_one_pod_by_default(render: Render) -> None:
    assert spec(render, {}, "Deployment")["replicas"] == 1


@pytest.mark.parametrize(
    ("kind", "rollout"),
    [
        ("Deployment", {}),
        ("StatefulSet", {}),
        ("Rollout", {"rollout": {"type": "canary", "steps": [{"weight": 50}]}}),
    ],
)
def test_a_number_to_begin_with_is_printed(render: Render, kind: str, rollout: dict[str, Any]) -> None:
    """Were it to leave when an autoscaler comes, the API server's default would take its place."""
    scaled = {"autoscaling": {"max": 5, "cpu": 70, "initialReplicas": 2}}
    found = render({**SERVER, **rollout, "workload": {"type": kind}, **scaled}).one(kind)
    assert found["spec"]["replicas"] == 2


def test_an_autoscaler_owns_the_number_of_pods(render: Render) -> None:
    """windmill-labs/windmill-helm-charts#543: a printed number and the autoscaler's fought over the field."""
    objects = render({**WORKER, "replicaCount": 7, "autoscaling": {"max": 5, "cpu": 70}})
    assert "replicas" not in objects.one("Deployment")["spec"]
    assert objects.one("HorizontalPodAutoscaler")["spec"] == {
        "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "cart"},
        "minReplicas": 2,
        "maxReplicas": 5,
        "metrics": [
            {
                "type": "Resource",
                "resource": {"name": "cpu", "target": {"type": "Utilization", "averageUtilization": 70}},
            }
        ],
    }


def test_memory_comes_first_and_cpu_last(render: Render) -> None:
    """argoproj/argo-cd#1079: the API server sorts them, and another order is out of sync for ever."""
    queue = {
        "type": "External",
        "external": {"metric": {"name": "queue"}, "target": {"type": "Value", "value": "30"}},
    }
    unused = {**queue, "enabled": False}
    autoscaling = {"max": 5, "cpu": 70, "memory": 80, "metrics": {"a-queue": queue, "unused": unused}}
    metrics = spec(render, {"autoscaling": autoscaling}, "HorizontalPodAutoscaler")["metrics"]
    assert [metric.get("resource", {}).get("name", metric["type"]) for metric in metrics] == [
        "memory",
        "External",
        "cpu",
    ]
    assert metrics[1] == queue


def test_behavior_is_passed_on(render: Render) -> None:
    behavior = {
        "scaleDown": {
            "stabilizationWindowSeconds": 0,
            "policies": [{"type": "Pods", "value": 1, "periodSeconds": 60}],
        }
    }
    autoscaling = {"max": 5, "cpu": 70, "behavior": behavior}
    assert spec(render, {"autoscaling": autoscaling}, "HorizontalPodAutoscaler")["behavior"] == behavior


@pytest.mark.parametrize("autoscaling", [{}, {"min": 3, "cpu": 70}, {"max": 5, "cpu": 70, "enabled": False}])
def test_without_a_maximum_or_switched_off_there_is_no_autoscaler(
    render: Render, autoscaling: dict[str, Any]
) -> None:
    objects = render({**WORKER, "replicaCount": 3, "autoscaling": autoscaling})
    assert objects.named("HorizontalPodAutoscaler") == {}
    assert objects.one("Deployment")["spec"]["replicas"] == 3


def test_an_autoscaler_that_cannot_work_is_refused(render: Render) -> None:
    assert render.failure({**WORKER, "autoscaling": {"max": 5}}) == (
        "HorizontalPodAutoscaler: cart.autoscaling: has no metric to scale by; allowed: cpu, memory, metrics"
    )
    assert render.failure({**WORKER, "autoscaling": {"min": 6, "max": 5, "cpu": 70}}) == (
        "HorizontalPodAutoscaler: cart.autoscaling.min: 6 is more than max, 5"
    )
    assert render.refused_paths({**WORKER, "autoscaling": {"enabled": True, "cpu": 70}}) == [
        "cart.autoscaling"
    ]


@pytest.mark.parametrize(
    "values", [{}, {"replicaCount": 0}, {"autoscaling": {"min": 1, "max": 1, "cpu": 70}}]
)
def test_a_single_pod_has_no_disruption_budget(render: Render, values: dict[str, Any]) -> None:
    assert render({**WORKER, **values}).named("PodDisruptionBudget") == {}


@pytest.mark.parametrize(
    "values",
    [
        {"replicaCount": 2},
        {"autoscaling": {"max": 9, "cpu": 70}},
        {"autoscaling": {"min": 1, "max": 9, "cpu": 70}},
    ],
)
def test_several_pods_have_a_budget_that_cannot_block_a_drain(render: Render, values: dict[str, Any]) -> None:
    budget = spec(render, values, "PodDisruptionBudget")
    assert (budget["maxUnavailable"], budget["unhealthyPodEvictionPolicy"]) == (1, "AlwaysAllow")
    assert "minAvailable" not in budget


@pytest.mark.parametrize(
    "given", [{"maxUnavailable": 2}, {"maxUnavailable": "30%"}, {"minAvailable": 2}, {"minAvailable": "50%"}]
)
def test_a_budget_is_what_was_given_and_nothing_else(render: Render, given: dict[str, Any]) -> None:
    budget = spec(render, {"replicaCount": 4, "podDisruptionBudget": given}, "PodDisruptionBudget")
    assert {key: value for key, value in budget.items() if key in ("maxUnavailable", "minAvailable")} == given


def test_a_budget_can_be_switched_off(render: Render) -> None:
    objects = render({**WORKER, "replicaCount": 4, "podDisruptionBudget": {"enabled": False}})
    assert objects.named("PodDisruptionBudget") == {}


@pytest.mark.parametrize("given", [{"maxUnavailable": 0}, {"maxUnavailable": "0%"}, {"minAvailable": "100%"}])
def test_a_budget_that_blocks_every_drain_is_refused(render: Render, given: dict[str, Any]) -> None:
    (key,) = given
    assert render.refused_paths({**WORKER, "podDisruptionBudget": given}) == [
        f"cart.podDisruptionBudget.{key}"
    ]


def test_a_budget_that_wants_every_pod_is_refused(render: Render) -> None:
    assert render.failure({**WORKER, "replicaCount": 2, "podDisruptionBudget": {"minAvailable": 2}}) == (
        "PodDisruptionBudget: cart.podDisruptionBudget.minAvailable: "
        "2 of 2 pods leaves none to evict, which blocks every node drain"
    )


@pytest.mark.parametrize(("pods", "share"), [(2, "51%"), (2, "99%"), (3, "67%")])
def test_a_share_that_rounds_up_to_every_pod_is_refused(render: Render, pods: int, share: str) -> None:
    assert render.failure(
        {**WORKER, "replicaCount": pods, "podDisruptionBudget": {"minAvailable": share}}
    ) == (
        "PodDisruptionBudget: cart.podDisruptionBudget.minAvailable: "
        f"{share} of {pods} pods leaves none to evict, which blocks every node drain"
    )


@pytest.mark.parametrize(("pods", "share"), [(2, "50%"), (3, "66%"), (100, "99%")])
def test_a_share_that_leaves_a_pod_is_taken(render: Render, pods: int, share: str) -> None:
    budget = spec(
        render, {"replicaCount": pods, "podDisruptionBudget": {"minAvailable": share}}, "PodDisruptionBudget"
    )
    assert budget["minAvailable"] == share


def test_a_budget_with_both_limits_is_refused(render: Render) -> None:
    both = {"maxUnavailable": 1, "minAvailable": 1}
    assert render.refused_paths({**WORKER, "podDisruptionBudget": both}) == [
        "cart.podDisruptionBudget.maxUnavailable"
    ]
