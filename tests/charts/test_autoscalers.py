"""Autoscalers beside Kubernetes' own: KEDA by what happens elsewhere, and the Vertical Pod Autoscaler."""

from __future__ import annotations

from typing import Any

from chartwright.testing.render import Render

from .support import WORKER

QUEUE = {"type": "rabbitmq", "metadata": {"queueName": "mail", "value": "20"}}


def scaled(render: Render, **autoscaling: Any) -> Any:
    return render({**WORKER, "autoscaling": {"max": 5, "triggers": {"mail": QUEUE}, **autoscaling}})


def vertical(render: Render, values: dict[str, Any] | None = None, **given: Any) -> Any:
    return render({**WORKER, **(values or {}), "verticalPodAutoscaler": {"updateMode": "Initial", **given}})


def test_a_trigger_makes_a_scaled_object_in_place_of_a_horizontal_pod_autoscaler(render: Render) -> None:
    objects = scaled(render)
    assert objects.named("HorizontalPodAutoscaler") == {}
    assert "replicas" not in objects.one("Deployment")["spec"]
    assert objects.one("ScaledObject")["spec"] == {
        "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "cart"},
        "minReplicaCount": 2,
        "maxReplicaCount": 5,
        "triggers": [{"name": "mail", **QUEUE}],
    }


def test_keda_admits_what_takes_the_place_of_an_autoscaler(render: Render) -> None:
    old = render({**WORKER, "autoscaling": {"max": 5, "cpu": 70}}).one("HorizontalPodAutoscaler")
    assert old["metadata"]["annotations"]["validations.keda.sh/hpa-ownership"] == "false"


def test_cpu_and_memory_are_triggers_beside_the_others(render: Render) -> None:
    assert scaled(render, cpu=70, memory=80).one("ScaledObject")["spec"]["triggers"][1:] == [
        {"type": "cpu", "metricType": "Utilization", "metadata": {"value": "70"}},
        {"type": "memory", "metricType": "Utilization", "metadata": {"value": "80"}},
    ]


def test_zero_pods_are_a_minimum(render: Render) -> None:
    objects = scaled(render, min=0, cooldownPeriod=0)
    spec = objects.one("ScaledObject")["spec"]
    assert (spec["minReplicaCount"], spec["cooldownPeriod"]) == (0, 0)


def test_two_pods_scaled_by_events_have_a_disruption_budget(render: Render) -> None:
    assert scaled(render, min=2).one("PodDisruptionBudget")["spec"]["maxUnavailable"] == 1


def test_behavior_is_said_to_the_autoscaler_that_keda_makes(render: Render) -> None:
    behavior = {"scaleDown": {"stabilizationWindowSeconds": 0}}
    spec = scaled(render, behavior=behavior).one("ScaledObject")["spec"]
    assert spec["advanced"] == {"horizontalPodAutoscalerConfig": {"behavior": behavior}}


def test_triggers_that_are_switched_off_leave_the_horizontal_pod_autoscaler(render: Render) -> None:
    objects = scaled(render, cpu=70, triggers={"mail": {**QUEUE, "enabled": False}})
    assert objects.named("ScaledObject") == {}
    assert objects.one("HorizontalPodAutoscaler")["spec"]["maxReplicas"] == 5


def test_what_keda_cannot_do_is_refused(render: Render) -> None:
    metrics = {"depth": {"type": "External"}}
    values = {**WORKER, "autoscaling": {"max": 5, "triggers": {"mail": QUEUE}, "metrics": metrics}}
    assert render.failure(values) == (
        "ScaledObject: cart.autoscaling.metrics: KEDA makes the HorizontalPodAutoscaler, "
        "and takes no metrics beside its triggers; allowed: cpu, memory, triggers"
    )
    values = {**WORKER, "autoscaling": {"min": 6, "max": 5, "triggers": {"mail": QUEUE}}}
    assert render.failure(values) == "ScaledObject: cart.autoscaling.min: 6 is more than max, 5"


def test_only_triggers_scale_to_zero(render: Render) -> None:
    assert render.refused_paths({**WORKER, "autoscaling": {"min": 0, "max": 5, "cpu": 70}}) == [
        "cart.autoscaling"
    ]


def test_a_vertical_autoscaler_looks_after_the_services_own_container(render: Render) -> None:
    spec = vertical(render, minAllowed={"cpu": "25m"}, maxAllowed={"memory": "1Gi"}).one(
        "VerticalPodAutoscaler"
    )["spec"]
    assert spec == {
        "targetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "cart"},
        "updatePolicy": {"updateMode": "Initial"},
        "resourcePolicy": {
            "containerPolicies": [
                {
                    "containerName": "cart",
                    "controlledResources": ["cpu", "memory"],
                    "minAllowed": {"cpu": "25m"},
                    "maxAllowed": {"memory": "1Gi"},
                },
                {"containerName": "*", "mode": "Off"},
            ]
        },
    }


def test_without_a_mode_or_switched_off_there_is_no_vertical_autoscaler(render: Render) -> None:
    assert vertical(render, enabled=False).named("VerticalPodAutoscaler") == {}
    assert render({**WORKER, "verticalPodAutoscaler": {}}).named("VerticalPodAutoscaler") == {}


def test_two_autoscalers_do_not_move_one_resource(render: Render) -> None:
    values = {**WORKER, "autoscaling": {"max": 5, "cpu": 70}}
    assert render.failure({**values, "verticalPodAutoscaler": {"updateMode": "Recreate"}}) == (
        "VerticalPodAutoscaler: cart.verticalPodAutoscaler.controlledResources: "
        "autoscaling scales by cpu, which this one would change under it"
    )
    assert vertical(render, values, controlledResources=["memory"]).named("VerticalPodAutoscaler") != {}
    assert vertical(render, values, updateMode="Off").named("VerticalPodAutoscaler") != {}


def test_a_worker_has_autoscalers_of_its_own(render: Render) -> None:
    worker = {
        "autoscaling": {"max": 3, "triggers": {"mail": QUEUE}},
        "verticalPodAutoscaler": {"updateMode": "Initial"},
    }
    objects = render(
        {**WORKER, "verticalPodAutoscaler": {"updateMode": "Off"}, "workers": {"mail": worker, "idle": {}}}
    )
    assert objects.one("ScaledObject", "cart-mail")["spec"]["scaleTargetRef"]["name"] == "cart-mail"
    assert sorted(objects.named("VerticalPodAutoscaler")) == ["cart", "cart-mail"]
