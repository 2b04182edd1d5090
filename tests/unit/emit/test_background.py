"""Pods beside a service's own: each says only what differs from the service."""

from __future__ import annotations

from typing import Any

import pytest
from tests.repositories import cart_values, chart_values, repository

API = {"ports": {"http": 8080}, "probes": {"readiness": {"type": "tcp"}}}
LOAD_BALANCED = {
    "cluster": {"name": "acme", "provider": "eks", "kubernetesVersion": "1.34"},
    "exposure": {"type": "LoadBalancer"},
}


def worker(fields: dict[str, Any], **service: Any) -> Any:
    return cart_values({**service, "workers": {"mail": fields}})["workers"]["mail"]


def test_a_worker_that_says_nothing_is_the_service_again() -> None:
    assert worker({}) == {}


def test_its_container_is_what_it_says() -> None:
    fields = {
        "image": {"repository": "ghcr.io/acme/mailer", "tag": "2"},
        "command": ["/mail"],
        "args": ["--fast"],
        "env": {"B": "2", "A": {"field": "status.podIP"}},
        "resources": {"requests": {"cpu": "10m", "memory": "8Mi"}, "limits": {"memory": "8Mi"}},
    }
    assert worker(fields) == {**fields, "env": {"A": {"fieldRef": {"fieldPath": "status.podIP"}}, "B": "2"}}


def test_its_ports_and_probes_are_its_own() -> None:
    probes = {"liveness": {"type": "http", "path": "/healthz"}}
    assert worker({"ports": {"health": 8081}, "probes": probes}, ports={"http": 8080}) == {
        "ports": {"health": {"containerPort": 8081}},
        "probes": {"liveness": {"type": "http", "path": "/healthz", "port": "health"}},
    }


def test_it_scales_is_replaced_and_stops_by_itself() -> None:
    fields = {
        "replicas": {"min": 1, "max": 5, "cpu": 70},
        "rollout": {"type": "recreate"},
        "disruption": False,
        "shutdown": {"drain": "5s", "grace": "2m"},
    }
    assert worker(fields, replicas=4, shutdown={"drain": "20s"}) == {
        "autoscaling": {"min": 1, "max": 5, "initialReplicas": 1, "cpu": 70},
        "strategy": {"type": "Recreate"},
        "podDisruptionBudget": {"enabled": False},
        "shutdown": {"preStopSleepSeconds": 5, "terminationGracePeriodSeconds": 120},
    }


def test_no_load_balancer_sends_to_a_worker() -> None:
    fields = {"ports": {"http": 8080}, "probes": {"readiness": {"type": "tcp"}}, "expose": {"public": True}}
    values = cart_values({**fields, "workers": {"mail": {"ports": {"health": 8081}}}}, LOAD_BALANCED)
    assert values["shutdown"] == {"preStopSleepSeconds": 30}
    assert "shutdown" not in values["workers"]["mail"]


def test_a_cron_job_is_what_it_says() -> None:
    image = {"repository": "ghcr.io/acme/report", "tag": "1"}
    fields = {
        "schedule": "0 3 * * *",
        "timeZone": "Europe/Paris",
        "concurrencyPolicy": "Allow",
        "startingDeadline": "10m",
        "suspend": True,
        "history": {"succeeded": 1, "failed": 5},
        "activeDeadline": "1h30m",
        "ttl": "24h",
        "backoffLimit": 0,
        "restartPolicy": "OnFailure",
        "image": image,
    }
    assert cart_values({"crons": {"report": fields}})["cronJobs"]["report"] == {
        "schedule": "0 3 * * *",
        "timeZone": "Europe/Paris",
        "concurrencyPolicy": "Allow",
        "startingDeadlineSeconds": 600,
        "suspend": True,
        "successfulJobsHistoryLimit": 1,
        "failedJobsHistoryLimit": 5,
        "activeDeadlineSeconds": 5400,
        "ttlSecondsAfterFinished": 86400,
        "backoffLimit": 0,
        "restartPolicy": "OnFailure",
        "image": image,
    }


def test_a_task_is_what_it_says() -> None:
    fields = {"when": "after", "command": ["/warm-up"], "env": {"A": "1"}}
    assert cart_values({"tasks": {"warm-up": fields, "migrate": {}}})["jobs"] == {
        "migrate": {},
        "warm-up": {
            "when": "after",
            "command": ["/warm-up"],
            "env": {"A": "1"},
        },
    }


def test_what_a_worker_calls_the_service_may_call() -> None:
    services: dict[str, Any] = {
        "shop/cart": {"workers": {"mail": {"env": {"API": {"url": "api/http"}}}}},
        "shop/api": API,
    }
    values = chart_values(repository(services), "shop/cart")
    assert values["workers"]["mail"]["env"] == {"API": "http://api:8080"}
    assert values["networkPolicy"]["toServices"].keys() == {"api"}


@pytest.mark.parametrize(
    ("workers", "component"),
    [
        ({}, {"component": "server"}),
        ({"mail": {}}, {}),
        ({"mail": {"enabled": False}}, {"component": "server"}),
    ],
)
def test_a_callee_lets_in_all_pods_of_a_caller_with_workers(
    workers: dict[str, Any], component: dict[str, str]
) -> None:
    caller: dict[str, Any] = {"connectsTo": ["api"], "workers": workers}
    services: dict[str, Any] = {"shop/cart": caller, "shop/api": API}
    policy = chart_values(repository(services), "shop/api")["networkPolicy"]
    assert policy["fromServices"] == {
        "cart": {"name": "cart", "instance": "prod-shop", **component, "ports": ["http"]}
    }


def test_a_workers_entries_can_be_switched_off() -> None:
    fields = {
        "ports": {"health": {"container": 8081, "enabled": False}},
        "probes": {"liveness": {"type": "exec", "command": ["/alive"], "enabled": False}},
    }
    assert worker(fields) == {}


@pytest.mark.parametrize(
    "fields", [{"crons": {"report": {"schedule": "@daily"}}}, {"tasks": {"migrate": {}}}]
)
def test_a_callee_lets_in_pods_that_end(fields: dict[str, Any]) -> None:
    services: dict[str, Any] = {"shop/cart": {"connectsTo": ["api"], **fields}, "shop/api": API}
    policy = chart_values(repository(services), "shop/api")["networkPolicy"]
    assert "component" not in policy["fromServices"]["cart"]
