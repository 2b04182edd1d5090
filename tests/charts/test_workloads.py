"""Kinds of workload: the same pods and the same selector, whatever keeps them running."""

from __future__ import annotations

import re
from typing import Any

import pytest

from chartwright.testing.manifests import Manifests
from chartwright.testing.render import Render

from .support import SERVER, WORKER

CLAIM = {"type": "pvc", "size": "1Gi", "mountPath": "/data"}
CANARY = {"type": "canary", "steps": [{"weight": 10}]}
SELECTOR = {
    "app.kubernetes.io/name": "cart",
    "app.kubernetes.io/instance": "prod-shop",
    "app.kubernetes.io/component": "server",
}


def as_kind(render: Render, kind: str, **values: Any) -> Manifests:
    rollout = {"rollout": CANARY} if kind == "Rollout" else {}
    return render({**SERVER, **rollout, **values, "workload": {"type": kind, **values.get("workload", {})}})


def spec(render: Render, kind: str, **values: Any) -> Any:
    return as_kind(render, kind, **values).one(kind)["spec"]


@pytest.mark.parametrize("kind", ["StatefulSet", "DaemonSet", "Rollout"])
def test_a_change_of_kind_keeps_the_selector_and_the_pods(render: Render, kind: str) -> None:
    usual, other = as_kind(render, "Deployment").one("Deployment")["spec"], spec(render, kind)
    assert other["selector"] == usual["selector"] == {"matchLabels": SELECTOR}
    usual["template"]["spec"].pop("topologySpreadConstraints")
    other["template"]["spec"].pop("topologySpreadConstraints", None)
    assert other["template"] == usual["template"]
    assert "Deployment" not in [item["kind"] for item in as_kind(render, kind)]


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("Deployment", "pod-template-hash"),
        ("StatefulSet", "controller-revision-hash"),
        ("Rollout", "rollouts-pod-template-hash"),
    ],
)
def test_spreading_compares_the_pods_of_one_revision(render: Render, kind: str, label: str) -> None:
    constraints = spec(render, kind)["template"]["spec"]["topologySpreadConstraints"]
    assert [constraint["matchLabelKeys"] for constraint in constraints] == [[label], [label]]


def test_the_pods_of_a_daemon_set_are_not_spread(render: Render) -> None:
    assert "topologySpreadConstraints" not in spec(render, "DaemonSet")["template"]["spec"]


@pytest.mark.parametrize(
    ("kind", "api_version"),
    [("StatefulSet", "apps/v1"), ("Rollout", "argoproj.io/v1alpha1"), ("Deployment", "apps/v1")],
)
def test_the_autoscaler_aims_at_the_workload_there_is(render: Render, kind: str, api_version: str) -> None:
    """bitnami/charts#19761: it aimed at a Deployment while the workload was a StatefulSet."""
    objects = as_kind(render, kind, autoscaling={"max": 5, "cpu": 70})
    target = objects.one("HorizontalPodAutoscaler")["spec"]["scaleTargetRef"]
    assert target == {"apiVersion": api_version, "kind": kind, "name": "cart"}
    assert "replicas" not in objects.one(kind)["spec"]
    assert objects.one("PodDisruptionBudget")["spec"]["selector"] == {"matchLabels": SELECTOR}


@pytest.mark.parametrize("kind", ["StatefulSet", "Rollout"])
def test_a_fixed_number_of_pods_is_printed(render: Render, kind: str) -> None:
    assert spec(render, kind, replicaCount=4)["replicas"] == 4


def test_a_stateful_set_keeps_what_it_has_unless_told_otherwise(render: Render) -> None:
    found = spec(render, "StatefulSet")
    assert found["serviceName"] == "cart-headless"
    assert found["podManagementPolicy"] == "OrderedReady"
    assert found["persistentVolumeClaimRetentionPolicy"] == {"whenDeleted": "Retain", "whenScaled": "Retain"}
    assert found["updateStrategy"] == {"type": "RollingUpdate", "rollingUpdate": {"partition": 0}}
    assert {"strategy", "progressDeadlineSeconds", "volumeClaimTemplates"} & found.keys() == set()
    own = {"podManagementPolicy": "Parallel", "partition": 2, "claimRetention": {"whenScaled": "Delete"}}
    found = spec(render, "StatefulSet", workload=own)
    assert found["podManagementPolicy"] == "Parallel"
    assert found["persistentVolumeClaimRetentionPolicy"] == {"whenDeleted": "Retain", "whenScaled": "Delete"}
    assert found["updateStrategy"]["rollingUpdate"] == {"partition": 2}


def test_a_headless_service_names_its_pods_before_they_are_ready(render: Render) -> None:
    service = as_kind(render, "StatefulSet").one("Service", "cart-headless")["spec"]
    assert service == {
        "type": "ClusterIP",
        "clusterIP": "None",
        "publishNotReadyAddresses": True,
        "selector": SELECTOR,
        "ports": [{"name": "http", "port": 80, "targetPort": "http", "protocol": "TCP"}],
    }
    portless = render({**WORKER, "workload": {"type": "StatefulSet"}})
    assert "ports" not in portless.one("Service", "cart-headless")["spec"]


def test_each_pod_of_a_stateful_set_has_claims_of_its_own(render: Render) -> None:
    """helm/charts#7803: a version among the labels of a claim template can never be changed."""
    volumes = {
        "data": {**CLAIM, "storageClass": "gp3"},
        "off": {**CLAIM, "mountPath": "/o", "enabled": False},
    }
    objects = as_kind(render, "StatefulSet", persistence=volumes, commonLabels={"team": "a"})
    found = objects.one("StatefulSet")["spec"]
    assert found["volumeClaimTemplates"] == [
        {
            "apiVersion": "v1",
            "kind": "PersistentVolumeClaim",
            "metadata": {"name": "storage-data", "labels": SELECTOR},
            "spec": {
                "accessModes": ["ReadWriteOnce"],
                "storageClassName": "gp3",
                "resources": {"requests": {"storage": "1Gi"}},
            },
        }
    ]
    pod = found["template"]["spec"]
    assert [volume["name"] for volume in pod["volumes"]] == ["writable-tmp"]
    mounts = {mount["name"]: mount["mountPath"] for mount in pod["containers"][0]["volumeMounts"]}
    assert mounts["storage-data"] == "/data"
    assert objects.named("PersistentVolumeClaim") == {}


def test_a_pod_with_nothing_but_its_claims_prints_no_volumes(render: Render) -> None:
    pod = spec(render, "StatefulSet", persistence={"data": CLAIM}, writablePaths={"tmp": {"enabled": False}})
    assert "volumes" not in pod["template"]["spec"]


def test_no_worker_mounts_the_claim_of_another_pod(render: Render) -> None:
    shared = {**CLAIM, "accessModes": ["ReadWriteMany"]}
    objects = as_kind(render, "StatefulSet", persistence={"data": shared}, workers={"mail": {}})
    worker = objects.one("Deployment", "cart-mail")["spec"]["template"]["spec"]
    assert [volume["name"] for volume in worker["volumes"]] == ["writable-tmp"]


def test_settings_of_a_stateful_set_are_refused_elsewhere(render: Render) -> None:
    for key, value in {"podManagementPolicy": "Parallel", "partition": 1, "claimRetention": {}}.items():
        assert render.refused_paths({**WORKER, "workload": {key: value}}) == [f"cart.workload.{key}"]


def test_a_daemon_set_has_no_number_of_pods(render: Render) -> None:
    objects = as_kind(render, "DaemonSet", replicaCount=4, autoscaling={"max": 5, "cpu": 70})
    assert "replicas" not in objects.one("DaemonSet")["spec"]
    assert {"HorizontalPodAutoscaler", "PodDisruptionBudget"} & {item["kind"] for item in objects} == set()


@pytest.mark.parametrize(
    ("strategy", "expected"),
    [
        ({}, {"maxSurge": 0, "maxUnavailable": 1}),
        ({"maxUnavailable": "10%"}, {"maxSurge": 0, "maxUnavailable": "10%"}),
        ({"maxSurge": 1}, {"maxSurge": 1, "maxUnavailable": 0}),
    ],
)
def test_a_daemon_set_replaces_a_pod_before_its_time_or_after_it(
    render: Render, strategy: dict[str, Any], expected: dict[str, Any]
) -> None:
    found = spec(render, "DaemonSet", strategy=strategy)["updateStrategy"]
    assert found == {"type": "RollingUpdate", "rollingUpdate": expected}


@pytest.mark.parametrize("strategy", [{"maxSurge": 1, "maxUnavailable": 1}, {"maxUnavailable": 0}])
def test_a_daemon_set_cannot_do_both_or_neither(render: Render, strategy: dict[str, Any]) -> None:
    message = render.failure({**WORKER, "workload": {"type": "DaemonSet"}, "strategy": strategy})
    assert message.startswith("DaemonSet: cart.strategy.maxSurge: ")
    assert message.endswith("exactly one of the two is 0")


def test_without_a_workload_there_is_only_what_runs_beside_it(render: Render) -> None:
    values = {**WORKER, "workload": {"type": "None"}, "replicaCount": 3, "autoscaling": {"max": 5, "cpu": 70}}
    names = render({**values, "jobs": {"migrate": {}}}).names
    assert [(kind, re.sub("-[0-9a-f]{8}$", "", name)) for kind, name in names] == [
        ("Job", "cart-migrate"),
        ("NetworkPolicy", "cart-background"),
        ("ServiceAccount", "cart"),
    ]
    assert render.refused_paths({**values, "ports": {"http": {"containerPort": 1, "expose": False}}}) == [
        "cart.ports"
    ]


def test_a_canary_takes_more_of_the_pods_at_each_step(render: Render) -> None:
    steps = [{"weight": 10}, {"weight": 50, "pauseSeconds": 60}, {"weight": 75, "manual": True}]
    assert spec(render, "Rollout", rollout={"type": "canary", "steps": steps})["strategy"] == {
        "canary": {
            "maxSurge": "25%",
            "maxUnavailable": 0,
            "steps": [
                {"setWeight": 10},
                {"pause": {"duration": 300}},
                {"setWeight": 50},
                {"pause": {"duration": 60}},
                {"setWeight": 75},
                {"pause": {}},
            ],
        }
    }


def test_a_canary_that_does_not_say_its_steps_has_some(render: Render) -> None:
    assert spec(render, "Rollout", rollout={"type": "canary"})["strategy"]["canary"]["steps"] == [
        {"setWeight": 10},
        {"pause": {"duration": 300}},
        {"setWeight": 50},
        {"pause": {"duration": 300}},
    ]


def test_no_steps_are_a_rolling_update(render: Render) -> None:
    assert (
        "steps" not in spec(render, "Rollout", rollout={"type": "canary", "steps": []})["strategy"]["canary"]
    )


def test_a_blue_green_rollout_switches_the_service(render: Render) -> None:
    objects = as_kind(render, "Rollout", rollout={"type": "blueGreen"})
    assert objects.one("Rollout")["spec"]["strategy"] == {
        "blueGreen": {
            "activeService": "cart",
            "previewService": "cart-preview",
            "autoPromotionEnabled": True,
            "scaleDownDelaySeconds": 30,
        }
    }
    preview, active = (objects.one("Service", name)["spec"] for name in ("cart-preview", "cart"))
    assert preview == active


@pytest.mark.parametrize(
    ("rollout", "promotion"),
    [
        ({"autoPromotion": False}, {"autoPromotionEnabled": False}),
        ({"autoPromotionSeconds": 600}, {"autoPromotionEnabled": True, "autoPromotionSeconds": 600}),
    ],
)
def test_somebody_may_promote_it_for_ever_or_for_a_time(
    render: Render, rollout: dict[str, Any], promotion: dict[str, Any]
) -> None:
    found = spec(render, "Rollout", rollout={"type": "blueGreen", **rollout})["strategy"]["blueGreen"]
    assert {key: value for key, value in found.items() if key.startswith("autoPromotion")} == promotion


def test_a_time_that_argo_rollouts_would_ignore_is_refused(render: Render) -> None:
    """argoproj/argo-rollouts#2000: it counts the seconds only while the promotion is automatic."""
    rollout = {"type": "blueGreen", "autoPromotion": False, "autoPromotionSeconds": 600}
    values = {**SERVER, "workload": {"type": "Rollout"}, "rollout": rollout}
    assert render.refused_paths(values) == ["cart.rollout.autoPromotionSeconds"]


@pytest.mark.parametrize("values", [WORKER, {**SERVER, "service": {"enabled": False}}])
def test_a_blue_green_rollout_without_a_service_is_refused(render: Render, values: dict[str, Any]) -> None:
    given = {**values, "workload": {"type": "Rollout"}, "rollout": {"type": "blueGreen"}}
    assert render.failure(given) == (
        "Rollout: cart.rollout.type: blueGreen has no Service to switch; allowed: canary"
    )


def test_a_rollout_that_does_not_say_how_is_refused(render: Render) -> None:
    assert render.refused_paths({**WORKER, "workload": {"type": "Rollout"}}) == ["cart.rollout"]


def test_a_rollout_may_come_before_its_definition(render: Render) -> None:
    metadata = as_kind(render, "Rollout").one("Rollout")["metadata"]
    assert metadata["annotations"] == {"argocd.argoproj.io/sync-options": "SkipDryRunOnMissingResource=true"}
