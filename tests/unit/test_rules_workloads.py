"""Kinds of workload: what is left to them, and what a higher layer made of a lower one's settings."""

from __future__ import annotations

from typing import Any

import pytest
from tests.repositories import repository

from helmwright import rules

SERVED = {"ports": {"http": 8080}, "probes": {"readiness": {"type": "tcp"}}}
WAITING = {"type": "blueGreen", "autoPromotion": False}
CLAIM = {"data": {"size": "1Gi", "mount": "/data"}}


def codes(fields: dict[str, Any], **settings: Any) -> list[str]:
    return [finding.code for finding in rules.check(repository({"shop/cart": fields}, settings=settings))]


@pytest.mark.parametrize(
    "fields",
    [
        {"workload": "StatefulSet", "storage": CLAIM, "replicas": 3},
        {"workload": "DaemonSet", "rollout": {"maxSurge": 1}},
        {"workload": "DaemonSet", "rollout": {"type": "rolling", "maxUnavailable": "10%"}},
        {"workload": "None", "tasks": {"migrate": {}}},
        {"rollout": {"type": "canary", "steps": [10, 50]}, "replicas": 3},
        {**SERVED, "rollout": {"type": "blueGreen"}, "replicas": 2},
        {**SERVED, "rollout": WAITING, "replicas": 2},
        {**SERVED, "rollout": {"type": "blueGreen", "autoPromotionAfter": "10m"}, "replicas": 2},
    ],
)
def test_a_workload_may(fields: dict[str, Any]) -> None:
    assert codes(fields) == []


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"workload": "DaemonSet", "storage": CLAIM}, ["R506"]),
        ({"rollout": {"type": "canary", "steps": [10]}, "storage": CLAIM}, ["R506"]),
        ({"rollout": {"type": "canary", "maxSurge": 0}}, ["R508"]),
        ({"workload": "DaemonSet", "rollout": {"maxSurge": 1, "maxUnavailable": 1}}, ["R508"]),
        ({"workload": "DaemonSet", "rollout": {"maxUnavailable": 0}}, ["R508"]),
        ({**SERVED, "workload": "None", "tasks": {"migrate": {}}}, ["R823", "R823"]),
        ({"workload": "StatefulSet", "rollout": {"type": "canary"}}, ["R823"]),
        ({"ports": {"http": 8080}, "rollout": {"type": "blueGreen"}}, ["R824"]),
        ({"workload": "None"}, ["R825"]),
        ({**SERVED, "rollout": {**WAITING, "autoPromotionAfter": "10m"}}, ["R826"]),
    ],
)
def test_a_workload_may_not(fields: dict[str, Any], found: list[str]) -> None:
    assert codes(fields) == found


def test_what_a_lower_layer_says_may_mean_nothing_to_the_workload() -> None:
    assert (
        codes({"workload": "DaemonSet"}, defaults={"replicas": 2, "disruption": {"maxUnavailable": 1}}) == []
    )
    overridden = {
        "rollout": {"type": "canary", "steps": [10]},
        "environments": {"prod": {"rollout": {"type": "rolling"}}},
    }
    assert codes(overridden) == []


def test_a_setting_that_has_an_effect_in_one_environment_is_none_too_many() -> None:
    fields = {
        "disruption": {"maxUnavailable": 2},
        "probes": {"liveness": {"type": "http", "path": "/alive", "port": "http"}},
        "ports": {"http": 8080},
        "environments": {
            "dev": {"probes": {"liveness": {"type": "tcp"}}},
            "prod": {"replicas": {"min": 2, "max": 5, "cpu": 70}},
        },
    }
    clusters = {
        name: {"cluster": {"name": name, "provider": "generic", "kubernetesVersion": "1.34"}}
        for name in ("dev", "prod")
    }
    resolved = repository({"shop/cart": fields}, environments=clusters)
    assert rules.check(resolved) == ()


def test_a_default_may_be_meant_for_other_services() -> None:
    assert codes({}, defaults={"disruption": {"maxUnavailable": 2}}) == []


def test_an_empty_map_says_nothing_of_what_a_lower_layer_says() -> None:
    fields = {"replicas": 1, "disruption": {}}
    assert codes(fields, defaults={"replicas": 3, "disruption": {"maxUnavailable": 2}}) == []
