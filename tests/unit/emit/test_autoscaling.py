"""What scales: metrics as Kubernetes takes them, triggers as KEDA does, and the size of pods."""

from __future__ import annotations

from typing import Any

import pytest
from tests.repositories import cart_values


def scaled(**replicas: Any) -> Any:
    return cart_values({"replicas": {"max": 5, **replicas}})["autoscaling"]


@pytest.mark.parametrize(
    ("metric", "spec"),
    [
        (
            {"type": "Pods", "metric": "packets", "average": "1k"},
            {
                "type": "Pods",
                "pods": {
                    "metric": {"name": "packets"},
                    "target": {"type": "AverageValue", "averageValue": "1k"},
                },
            },
        ),
        (
            {"type": "External", "metric": "depth", "selector": {"queue": "mail"}, "value": "30"},
            {
                "type": "External",
                "external": {
                    "metric": {"name": "depth", "selector": {"matchLabels": {"queue": "mail"}}},
                    "target": {"type": "Value", "value": "30"},
                },
            },
        ),
        (
            {
                "type": "Object",
                "metric": "hits",
                "object": {"apiVersion": "v1", "kind": "Service", "name": "cart"},
                "average": "9",
            },
            {
                "type": "Object",
                "object": {
                    "describedObject": {"apiVersion": "v1", "kind": "Service", "name": "cart"},
                    "metric": {"name": "hits"},
                    "target": {"type": "AverageValue", "averageValue": "9"},
                },
            },
        ),
    ],
)
def test_a_metric_is_what_kubernetes_calls_a_metric_spec(metric: Any, spec: Any) -> None:
    assert scaled(metrics={"m": metric, "off": {"enabled": False}}) == {
        "min": 2,
        "max": 5,
        "initialReplicas": 2,
        "metrics": {"m": spec},
    }


def test_behavior_is_in_seconds() -> None:
    rules = {"window": "2m", "select": "Min", "policies": [{"type": "Pods", "value": 4, "period": "1m"}]}
    assert scaled(cpu=70, behavior={"scaleUp": rules})["behavior"] == {
        "scaleUp": {
            "stabilizationWindowSeconds": 120,
            "selectPolicy": "Min",
            "policies": [{"type": "Pods", "value": 4, "periodSeconds": 60}],
        }
    }


def test_triggers_are_kedas() -> None:
    trigger = {
        "type": "rabbitmq",
        "metadata": {"value": "20"},
        "cached": True,
        "authentication": {"name": "mq"},
    }
    assert scaled(min=0, triggers={"mail": trigger}, polling="15s", cooldown="0s") == {
        "min": 0,
        "max": 5,
        "initialReplicas": 0,
        "triggers": {
            "mail": {
                "type": "rabbitmq",
                "metadata": {"value": "20"},
                "useCachedMetrics": True,
                "authenticationRef": {"name": "mq"},
            }
        },
        "pollingInterval": 15,
        "cooldownPeriod": 0,
    }


def test_vertical_scaling_only_recommends_unless_told_otherwise() -> None:
    values = cart_values({"verticalScaling": {"max": {"memory": "1Gi"}}})
    assert values["verticalPodAutoscaler"] == {"updateMode": "Off", "maxAllowed": {"memory": "1Gi"}}
