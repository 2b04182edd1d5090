"""Cron jobs and tasks: pods that end, with what all pods of the service share."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from chartwright.testing.manifests import Manifests
from chartwright.testing.render import Render

from .support import SERVER, WORKER

NIGHTLY = {"schedule": "0 3 * * *"}
SHARED_CLAIM = {"type": "pvc", "size": "1Gi", "accessModes": ["ReadWriteMany"], "mountPath": "/data"}


def jobs(render: Render, entries: dict[str, Any], **values: Any) -> Manifests:
    return render({**SERVER, **values, "jobs": entries})


def cron(render: Render, entry: dict[str, Any], **values: Any) -> Any:
    objects = render({**SERVER, **values, "cronJobs": {"report": {**NIGHTLY, **entry}}})
    return objects.one("CronJob", "cart-report")


def migrate(render: Render, entry: dict[str, Any], **values: Any) -> Any:
    (job,) = jobs(render, {"migrate": entry}, **values).named("Job").values()
    return job


def argocd(job: Any) -> dict[str, str]:
    return {key: value for key, value in job["metadata"].get("annotations", {}).items() if "argocd" in key}


def test_a_cron_job_waits_for_the_run_before_and_ends(render: Render) -> None:
    spec = cron(render, {})["spec"]
    template = spec.pop("jobTemplate")["spec"]
    assert spec == {
        "schedule": "0 3 * * *",
        "concurrencyPolicy": "Forbid",
        "startingDeadlineSeconds": 3600,
        "successfulJobsHistoryLimit": 3,
        "failedJobsHistoryLimit": 1,
    }
    pod = template.pop("template")["spec"]
    assert template == {"backoffLimit": 2, "activeDeadlineSeconds": 3600}
    assert pod["restartPolicy"] == "Never"


def test_numbers_of_a_cron_job_may_be_zero(render: Render) -> None:
    spec = cron(render, {"successfulJobsHistoryLimit": 0, "failedJobsHistoryLimit": 0, "backoffLimit": 0})[
        "spec"
    ]
    assert (spec["successfulJobsHistoryLimit"], spec["failedJobsHistoryLimit"]) == (0, 0)
    assert spec["jobTemplate"]["spec"]["backoffLimit"] == 0


def test_the_services_selector_does_not_match_pods_that_end(render: Render) -> None:
    """stakater/application#464: pods of CronJobs received the Service's traffic."""
    objects = render({**SERVER, "cronJobs": {"report": NIGHTLY}, "jobs": {"migrate": {}}})
    selector = objects.one("Service")["spec"]["selector"].items()
    report = objects.one("CronJob", "cart-report")["spec"]["jobTemplate"]["spec"]["template"]
    migration = objects.one("Job")["spec"]["template"]
    components = [pod["metadata"]["labels"]["app.kubernetes.io/component"] for pod in (report, migration)]
    assert components == ["cron-report", "task-migrate"]
    assert not any(selector <= pod["metadata"]["labels"].items() for pod in (report, migration))


def test_pods_that_end_have_what_all_pods_share_and_nothing_of_a_server(render: Render) -> None:
    values = {
        "env": {"A": "1"},
        "podSecurityContext": {"runAsUser": 5},
        "topologySpread": {"zone": {"maxSkew": 2}},
    }
    pod = migrate(render, {"env": {"B": "2"}}, **values)["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    assert container["env"] == [{"name": "A", "value": "1"}, {"name": "B", "value": "2"}]
    assert (pod["securityContext"]["runAsUser"], pod["serviceAccountName"]) == (5, "cart")
    assert container["securityContext"]["readOnlyRootFilesystem"] is True
    assert {"ports", "readinessProbe", "lifecycle"} & container.keys() == set()
    assert "topologySpreadConstraints" not in pod


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ({}, {"argocd.argoproj.io/sync-wave": "-5"}),
        ({"when": "after"}, {"argocd.argoproj.io/sync-wave": "5"}),
        ({"when": "with"}, {}),
    ],
)
def test_a_task_is_an_object_like_others_in_its_wave(
    render: Render, when: dict[str, str], expected: dict[str, str]
) -> None:
    """A hook runs with every sync, the one that heals drift too, and not with one of some objects."""
    assert argocd(migrate(render, when)) == expected


def test_only_one_dialect_of_hooks_is_spoken(render: Render) -> None:
    """A single Argo CD hook makes Argo CD ignore every `helm.sh/hook` of the Application."""
    objects = jobs(render, {"a": {}, "b": {"when": "after"}, "c": {"when": "with"}})
    assert [
        key for item in objects for key in item["metadata"].get("annotations", {}) if "helm.sh" in key
    ] == []


@pytest.mark.parametrize("when", ["before", "with", "after"])
def test_a_task_gets_another_name_when_it_changes_and_only_then(render: Render, when: str) -> None:
    """The template of a Job is immutable: another image under the same name would fail the sync."""

    def name(entry: dict[str, Any], **values: Any) -> str:
        return str(migrate(render, {"when": when, **entry}, **values)["metadata"]["name"])

    first = name({})
    assert first.startswith("cart-migrate-")
    assert name({}, commonLabels={"team": "a"}) == first
    assert name({"args": ["x"]}) != first
    assert name({}, image={**SERVER["image"], "tag": "2"}) != first


def test_a_task_with_an_image_of_its_own_runs_for_each_image_of_the_service(render: Render) -> None:
    own = {"image": {"repository": "ghcr.io/acme/migrate", "tag": "1"}}
    names = {
        migrate(render, own, image={**SERVER["image"], "tag": tag})["metadata"]["name"] for tag in ("1", "2")
    }
    assert len(names) == 2


def test_the_name_of_a_task_comes_from_what_its_spec_means(render: Render) -> None:
    """A chart that only writes the spec in another way must not run every task again."""
    task = migrate(render, {})
    means = "".join(
        json.dumps(part, sort_keys=True, separators=(",", ":")) for part in (task["spec"], SERVER["image"])
    )
    assert task["metadata"]["name"] == f"cart-migrate-{hashlib.sha256(means.encode()).hexdigest()[:8]}"


@pytest.mark.parametrize(("when", "mounted"), [("before", False), ("with", True), ("after", True)])
def test_a_task_before_the_workload_mounts_no_claim_that_comes_with_it(
    render: Render, when: str, mounted: bool
) -> None:
    """It would wait for the claim of a later wave, and that wave for it."""
    job = migrate(render, {"when": when}, persistence={"data": SHARED_CLAIM})
    mounts = job["spec"]["template"]["spec"]["containers"][0]["volumeMounts"]
    assert ("storage-data" in [mount["name"] for mount in mounts]) is mounted


def test_the_server_keeps_the_claims_that_a_task_does_not_mount(render: Render) -> None:
    objects = jobs(render, {"migrate": {}}, persistence={"data": SHARED_CLAIM})
    server = objects.one("Deployment", "cart").containers["cart"]
    assert "storage-data" in [mount["name"] for mount in server["volumeMounts"]]


def test_a_finished_task_is_not_removed_by_time(render: Render) -> None:
    """Argo CD makes a Job again that its time to live removed: https://github.com/argoproj/argo-cd/issues/8586."""
    entry = {"ttlSecondsAfterFinished": 60}
    assert render.refused_paths({**WORKER, "jobs": {"migrate": entry}}) == [
        "cart.jobs.migrate.ttlSecondsAfterFinished"
    ]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (
            {"cronJobs": {"a-long-report": NIGHTLY}},
            'CronJob: %s.cronJobs.a-long-report: the name "%s-a-long-report" has 54 characters, more than 52',
        ),
        (
            {"jobs": {"a-longer-report": {"when": "with"}}},
            'Job: %s.jobs.a-longer-report: the name "%s-a-longer-report" has 56 characters, more than 54',
        ),
    ],
)
def test_a_name_that_leaves_no_room_is_refused(render: Render, values: dict[str, Any], message: str) -> None:
    alias = "a" * 40
    assert render.failure({**WORKER, **values}, alias=alias) == message % (alias, alias)


@pytest.mark.parametrize(
    "schedule",
    ["*/5 * * * *", "0 0 1,15 * MON-FRI", "5/15 1-5/2 ? jan sun", "@daily", "00 03 * * *"],
)
def test_schedules(render: Render, schedule: str) -> None:
    assert cron(render, {"schedule": schedule})["spec"]["schedule"] == schedule


@pytest.mark.parametrize(
    "schedule",
    [
        "", "* * * *", "* * * * * *", "60 * * * *", "0 24 * * *", "0 0 0 * *", "0 0 * 13 *", "0 0 * * 7", "*/0 * * * *",
        "@reboot", "@every 1h", "TZ=UTC 0 3 * * *", "0 3 * * Monday",
    ],
)  # fmt: skip
def test_what_the_api_server_takes_for_no_schedule_is_refused(render: Render, schedule: str) -> None:
    values = {**WORKER, "cronJobs": {"report": {"schedule": schedule}}}
    assert render.refused_paths(values) == ["cart.cronJobs.report.schedule"]


def test_pods_that_end_are_covered_by_the_policy_of_the_background(render: Render) -> None:
    objects = [render({**SERVER, "cronJobs": {"report": NIGHTLY}}), jobs(render, {"migrate": {}})]
    assert ["cart-background" in each.named("NetworkPolicy") for each in objects] == [True, True]


def test_they_can_be_switched_off(render: Render) -> None:
    off = {"enabled": False}
    objects = render({**SERVER, "cronJobs": {"report": {**NIGHTLY, **off}}, "jobs": {"migrate": off}})
    assert {**objects.named("CronJob"), **objects.named("Job")} == {}
