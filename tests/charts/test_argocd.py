"""Argo CD: the order of a sync, what takes part in it, and what it must not remove by itself."""

from __future__ import annotations

from typing import Any

import pytest

from chartwright.testing.render import Render
from chartwright.testing.resource import Resource

from .support import CASES, case


@pytest.fixture(scope="module")
def objects(render: Render) -> list[Resource]:
    """Every object of every case that is the chart's own, with its own annotations on it."""
    theirs: dict[str, Any] = {"commonAnnotations": {}, "extraObjects": {}, "patches": {}}
    return [
        item
        for name in CASES
        for item in render.all({alias: {**values, **theirs} for alias, values in case(name).items()})
    ]


def annotation(objects: list[Resource], key: str) -> dict[str, set[str]]:
    """The values of one of Argo CD's annotations by kind."""
    found: dict[str, set[str]] = {}
    for item in objects:
        found.setdefault(item.kind, set()).add(item.annotations.get(f"argocd.argoproj.io/{key}", ""))
    return found


def test_identity_and_secrets_precede_configuration_then_the_workload(objects: list[Resource]) -> None:
    assert annotation(objects, "sync-wave") == {
        "ServiceAccount": {"-20"},
        "Role": {"-20"},
        "RoleBinding": {"-20"},
        "ClusterRole": {"-20"},
        "ClusterRoleBinding": {"-20"},
        "SecurityGroupPolicy": {"-20"},
        "ExternalSecret": {"-20"},
        "SealedSecret": {"-20"},
        "SecretProviderClass": {"-20"},
        "ConfigMap": {"-10", ""},  # the later ones are dashboards
        "NetworkPolicy": {"-10", ""},  # the earlier ones are for pods that a task before the workload makes
        "Job": {"-5", "", "5"},
        "CronJob": {""},
        "DaemonSet": {""},
        "Deployment": {""},
        "Rollout": {""},
        "StatefulSet": {""},
        "Service": {""},
        "Ingress": {""},
        "HTTPRoute": {""},
        "GRPCRoute": {""},
        "TargetGroupBinding": {""},
        "PodDisruptionBudget": {""},
        # A claim that waits for its first pod is not healthy before, and would hold back the pod's own wave.
        "PersistentVolumeClaim": {""},
        # Nothing comes after the workload but tasks: a fix of a bad image would wait for its health.
        "HorizontalPodAutoscaler": {""},
        "ScaledObject": {""},
        "VerticalPodAutoscaler": {""},
        "ServiceMonitor": {""},
        "PodMonitor": {""},
        "PrometheusRule": {""},
    }


def test_a_claim_is_removed_by_a_person_alone(objects: list[Resource]) -> None:
    options = annotation(objects, "sync-options")
    assert "Prune=false,Delete=false" in options.pop("PersistentVolumeClaim")
    assert [kind for kind, values in options.items() if "Prune" in str(values)] == []


def test_nothing_is_a_hook(objects: list[Resource]) -> None:
    """Helm's own hooks for an installation and an upgrade are both PreSync for Argo CD (argoproj/argo-cd#7536), which
    comes before every ServiceAccount, Secret and ConfigMap, as in dsx-ai-factory/infra-controller#589 and
    formbricks/hub#27. Argo CD's own run with every sync that has one, and with none of some objects.
    """
    assert [
        str(item)
        for item in objects
        if any(key.endswith(("/hook", "/hook-delete-policy")) for key in item.annotations)
    ] == []
