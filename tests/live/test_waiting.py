"""Whom an Application waits for, by what Argo CD says of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.live.recorded import there

from helmwright.findings import listed, shortened
from helmwright.live.waiting import Waiting, Who, waiting


def test_nobody_where_all_is_done() -> None:
    assert waiting(there("healthy")) is None


@pytest.mark.parametrize(
    ("name", "who", "what"),
    [
        ("bad-image", Who.WORKLOAD, "Deployment one"),
        ("waits-for-health", Who.WORKLOAD, "healthy state of Deployment one"),
        ("failed-task", Who.PERSON, "the sync fails, and is tried again: Job one-migrate-4a099cf0"),
        ("waits-for-confirmation", Who.PERSON, "confirm the removal of PersistentVolumeClaim two-data"),
        ("waits-for-deletion", Who.PERSON, "confirm the deletion of Deployment one"),
        ("left-claim", Who.PERSON, "remove what is left: PersistentVolumeClaim two-data"),
        ("switched-off", Who.PERSON, "its syncs are switched off"),
        (
            "unknown-cluster",
            Who.PERSON,
            "InvalidSpecError: there are no clusters with this name: nowhere",
        ),
        (
            "unknown-project",
            Who.PERSON,
            "InvalidSpecError: Application referencing project dev-lost which does not exist",
        ),
    ],
)
def test_who_has_to_do_the_next_step(name: str, who: Who, what: str) -> None:
    assert waiting(there(name)) == Waiting(who, what)


def test_what_hands_over_its_objects_is_waited_for_and_then_taken_out() -> None:
    found = there("bad-image")
    parked = replace(found, spec={"source": {"path": "apps/single/dev", "directory": {"exclude": "*"}}})
    assert waiting(replace(parked, sync="OutOfSync")) == Waiting(
        Who.ARGO_CD, f"others to take over {listed(shortened(map(str, found.resources)))}"
    )
    assert waiting(replace(parked, sync="", resources=())) == Waiting(
        Who.ARGO_CD, "others to take over what it has"
    )
    assert waiting(replace(parked, resources=())) == Waiting(
        Who.PERSON, "it has nothing any more: take regrouping out of the app"
    )


def test_a_repository_that_cannot_be_read_is_a_persons_matter() -> None:
    found = waiting(there("unreachable-repository"))
    assert found is not None
    assert (found.who, found.what.split(":")[0]) == (Who.PERSON, "ComparisonError")
    assert "repository not found" in found.what


@pytest.mark.parametrize(
    ("health", "message", "expected"),
    [
        ("Suspended", "", Waiting(Who.PERSON, "Suspended")),
        (
            "Suspended",
            "Caused by argoproj.io/Rollout:shop/cart",
            Waiting(Who.PERSON, "Suspended: Rollout cart"),
        ),
        (
            "Degraded",
            "Caused by apps/Deployment:shop/cart, Service:shop/cart, Node:a and 2 more",
            Waiting(Who.PERSON, "Degraded: Deployment cart, Service cart, Node a and 2 more"),
        ),
        ("Missing", "", Waiting(Who.WORKLOAD, "Missing")),
        ("", "", Waiting(Who.ARGO_CD, "a look at it")),
    ],
)
def test_by_health_where_all_is_synced(health: str, message: str, expected: Waiting) -> None:
    assert waiting(replace(there("healthy"), health=health, health_message=message)) == expected


@pytest.mark.parametrize(
    ("phase", "message", "expected"),
    [
        ("Running", "", Waiting(Who.ARGO_CD, "the sync")),
        (
            "Running",
            "waiting for healthy state of apps/Deployment/cart and 2 more resources",
            Waiting(Who.WORKLOAD, "healthy state of Deployment cart and 2 more resources"),
        ),
        (
            "Running",
            "waiting for completion of hook batch/Job/migrate",
            Waiting(Who.WORKLOAD, "completion of hook Job migrate"),
        ),
        (
            "Failed",
            "one or more objects failed to apply",
            Waiting(Who.PERSON, "the last sync failed: one or more objects failed to apply"),
        ),
        ("Succeeded", "", Waiting(Who.ARGO_CD, "the next sync")),
    ],
)
def test_by_the_operation_where_something_differs(phase: str, message: str, expected: Waiting) -> None:
    assert waiting(replace(there("healthy"), sync="OutOfSync", phase=phase, message=message)) == expected


def test_a_deletion_that_is_confirmed_is_argo_cds_matter() -> None:
    assert waiting(replace(there("waits-for-deletion"), is_approved=True)) == Waiting(
        Who.ARGO_CD, "its deletion"
    )
