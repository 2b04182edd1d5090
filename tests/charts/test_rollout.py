"""Rollouts: how pods are replaced, and how they stop."""

from __future__ import annotations

from typing import Any

import pytest

from chartwright.testing.render import Render

from .support import SERVER, WORKER

ROLLING = {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": "25%", "maxUnavailable": 0}}
CLAIM = {"type": "pvc", "size": "1Gi", "mountPath": "/data"}


def strategy(render: Render, values: dict[str, Any]) -> Any:
    return render({**WORKER, **values}).one("Deployment")["spec"]["strategy"]


def test_new_pods_come_before_old_ones_go(render: Render) -> None:
    assert strategy(render, {}) == ROLLING


def test_limits_can_be_numbers_shares_and_zero(render: Render) -> None:
    assert strategy(render, {"strategy": {"maxSurge": 0, "maxUnavailable": "50%"}})["rollingUpdate"] == {
        "maxSurge": 0,
        "maxUnavailable": "50%",
    }


def test_recreate_drops_the_limits_of_a_rolling_update(render: Render) -> None:
    assert strategy(render, {"strategy": {"type": "Recreate", "maxSurge": 1}}) == {"type": "Recreate"}


@pytest.mark.parametrize("modes", [None, ["ReadWriteOnce"], ["ReadWriteOncePod"]])
def test_a_claim_of_one_node_is_freed_before_the_new_pod_starts(
    render: Render, modes: list[str] | None
) -> None:
    claim = {**CLAIM, **({"accessModes": modes} if modes else {})}
    assert strategy(render, {"persistence": {"data": claim}}) == {"type": "Recreate"}
    assert (
        strategy(render, {"persistence": {"data": claim}, "strategy": {"type": "RollingUpdate"}}) == ROLLING
    )


def test_a_shared_claim_rolls(render: Render) -> None:
    assert strategy(render, {"persistence": {"data": {**CLAIM, "accessModes": ["ReadWriteMany"]}}}) == ROLLING
    assert (
        strategy(render, {"persistence": {"data": {"type": "existing", "claimName": "a", "mountPath": "/a"}}})
        == ROLLING
    )


def test_a_rollout_has_limits_of_time_and_history(render: Render) -> None:
    spec = render(WORKER).one("Deployment")["spec"]
    assert (spec["revisionHistoryLimit"], spec["progressDeadlineSeconds"]) == (3, 600)
    assert "minReadySeconds" not in spec
    values = {"revisionHistoryLimit": 10, "progressDeadlineSeconds": 60, "minReadySeconds": 5}
    spec = render({**WORKER, **values}).one("Deployment")["spec"]
    assert {key: spec[key] for key in values} == values


def test_a_rollout_that_can_never_move_is_refused(render: Render) -> None:
    assert render.failure({**WORKER, "strategy": {"maxSurge": "0%"}}) == (
        "Deployment: cart.strategy.maxSurge: "
        "no pod can be replaced while maxSurge and maxUnavailable are both 0"
    )


def test_a_deadline_that_passes_before_a_pod_can_be_available_is_refused(render: Render) -> None:
    assert render.failure({**WORKER, "minReadySeconds": 600}) == (
        "Deployment: cart.progressDeadlineSeconds: 600 is not more than the 600 of minReadySeconds"
    )


def test_behind_a_service_a_pod_sleeps_before_it_stops(render: Render) -> None:
    objects = render(SERVER)
    assert objects.container["lifecycle"] == {"preStop": {"sleep": {"seconds": 15}}}
    assert objects.pod["spec"]["terminationGracePeriodSeconds"] == 60


def test_a_worker_stops_at_once(render: Render) -> None:
    assert "lifecycle" not in render(WORKER).container


@pytest.mark.parametrize(("seconds", "hook"), [(0, None), (30, {"preStop": {"sleep": {"seconds": 30}}})])
def test_the_sleep_can_be_set_and_switched_off(render: Render, seconds: int, hook: Any) -> None:
    assert render({**SERVER, "shutdown": {"preStopSleepSeconds": seconds}}).container.get("lifecycle") == hook


def test_a_sleep_that_takes_the_whole_grace_period_is_refused(render: Render) -> None:
    assert render.failure({**SERVER, "shutdown": {"terminationGracePeriodSeconds": 15}}) == (
        "Deployment: cart.shutdown.terminationGracePeriodSeconds: "
        "15 leaves no time after the 15 seconds of preStopSleepSeconds"
    )


def test_an_unknown_kind_of_workload_is_refused(render: Render) -> None:
    assert render.refused_paths({**WORKER, "workload": {"type": "ReplicaSet"}}) == ["cart.workload.type"]
