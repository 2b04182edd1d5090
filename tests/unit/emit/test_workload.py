"""The kind of workload: what a descriptor says of it in one word, and a Rollout in three lines."""

from __future__ import annotations

from typing import Any

import pytest
from tests.repositories import cart_values

SERVED = {"ports": {"http": 8080}, "probes": {"readiness": {"type": "tcp"}}}


def values(**fields: Any) -> dict[str, Any]:
    found = cart_values({**SERVED, **fields})
    return {key: found[key] for key in ("workload", "rollout", "strategy") if key in found}


@pytest.mark.parametrize("fields", [{}, {"workload": "Deployment"}])
def test_a_deployment_says_nothing(fields: dict[str, Any]) -> None:
    assert values(**fields) == {}


@pytest.mark.parametrize("kind", ["DaemonSet", "StatefulSet"])
def test_a_kind_is_one_word(kind: str) -> None:
    assert values(workload=kind) == {"workload": {"type": kind}}


def test_what_a_stateful_set_says_of_its_pods() -> None:
    own = {"podManagementPolicy": "Parallel", "partition": 2, "claimRetention": {"whenScaled": "Delete"}}
    assert values(workload="StatefulSet", statefulSet=own) == {"workload": {"type": "StatefulSet", **own}}


def test_a_canary() -> None:
    steps = [10, {"weight": 50, "pause": "10m"}, {"weight": 75, "manual": True}, {"weight": 90}]
    assert values(rollout={"type": "canary", "maxSurge": 1, "steps": steps}) == {
        "workload": {"type": "Rollout"},
        "rollout": {
            "type": "canary",
            "steps": [
                {"weight": 10},
                {"weight": 50, "pauseSeconds": 600},
                {"weight": 75, "manual": True},
                {"weight": 90},
            ],
        },
        "strategy": {"maxSurge": 1},
    }


def test_a_blue_green_rollout() -> None:
    times = {"autoPromotionAfter": "10m", "scaleDownDelay": "5m"}
    assert values(rollout={"type": "blueGreen", **times}) == {
        "workload": {"type": "Rollout"},
        "rollout": {"type": "blueGreen", "autoPromotionSeconds": 600, "scaleDownDelaySeconds": 300},
    }


def test_a_blue_green_rollout_that_waits_for_somebody() -> None:
    waiting = values(rollout={"type": "blueGreen", "autoPromotion": False})
    assert waiting["rollout"] == {"type": "blueGreen", "autoPromotion": False}


def test_a_higher_layer_may_roll_out_otherwise() -> None:
    rollout = {"type": "canary", "steps": [10]}
    assert values(rollout=rollout, environments={"prod": {"rollout": {"type": "rolling"}}}) == {
        "strategy": {"type": "RollingUpdate"}
    }
