"""How long a rollout may stand still: less where a sync waits for it."""

from __future__ import annotations

from typing import Any

import pytest
from tests.repositories import chart_values, repository

HTTP = {"ports": {"http": 8080}, "probes": {"readiness": {"type": "http", "path": "/healthz"}}}
AFTER = {"tasks": {"smoke": {"when": "after", "command": ["/app/smoke"]}}}


def deadline(cart: Any, mail: Any) -> Any:
    """The deadline of the shop's cart, beside its mail."""
    return chart_values(repository({"shop/cart": cart, "shop/mail": mail}), "shop/cart").get(
        "progressDeadlineSeconds"
    )


@pytest.mark.parametrize("when", ["before", "with"])
def test_nothing_is_said_where_no_sync_waits(when: str) -> None:
    task = {"smoke": {"when": when, "command": ["/app/smoke"]}}
    assert deadline(HTTP | {"tasks": task}, {}) is None


def test_it_is_shorter_with_a_task_after_the_pods() -> None:
    assert deadline(HTTP | AFTER, {}) == 240


def test_it_is_shorter_in_the_whole_app() -> None:
    assert deadline(HTTP, HTTP | AFTER) == 240


@pytest.mark.parametrize("fields", [{"workload": "StatefulSet"}, {"workload": "DaemonSet"}])
def test_what_has_no_deadline_gets_none(fields: Any) -> None:
    assert deadline(HTTP | AFTER | fields, {}) is None


def test_workers_have_it_whatever_the_service_is() -> None:
    workers = {"workload": "StatefulSet", "workers": {"mail": {"command": ["mail"]}}}
    assert deadline(HTTP | AFTER | workers, {}) == 240


@pytest.mark.parametrize(
    ("startup", "expected"),
    [
        ({}, 270),
        ({"failureThreshold": 12, "period": "5s", "initialDelay": "10s"}, 310),
        ({"failureThreshold": 36}, None),
    ],
)
def test_the_time_that_a_container_may_take_to_start_comes_on_top(startup: Any, expected: int | None) -> None:
    probes = {"startup": {"type": "tcp", **startup}, "readiness": {"type": "tcp"}}
    assert deadline({"ports": {"http": 8080}, "probes": probes, **AFTER}, {}) == expected
