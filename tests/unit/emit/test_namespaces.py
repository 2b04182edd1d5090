"""Namespaces with their Pod Security level, quota and limits."""

from __future__ import annotations

from typing import Any

import pytest
from tests.repositories import Fields, repository

from helmwright.emit.argocd.namespaces import namespace
from helmwright.kubernetes.manifests import Object

LEFT = {
    "argocd.argoproj.io/compare-options": "IgnoreExtraneous",
    "argocd.argoproj.io/sync-options": "Prune=false,Delete=false",
}


def made(name: str = "shop", **environment: Any) -> tuple[Object, ...]:
    resolved = repository({"shop/cart": {}}, environments={"prod": environment})
    return namespace(resolved.inputs.environments["prod"], name)


def test_a_namespace_is_restricted_and_left_to_a_person() -> None:
    assert made() == (
        {
            "apiVersion": "v1",
            "kind": "Namespace",
            "metadata": {
                "name": "shop",
                "labels": {
                    "helmwright.dev/environment": "prod",
                    "pod-security.kubernetes.io/audit": "restricted",
                    "pod-security.kubernetes.io/enforce": "restricted",
                    "pod-security.kubernetes.io/warn": "restricted",
                },
                "annotations": LEFT,
            },
        },
    )


@pytest.mark.parametrize("level", ["baseline", "privileged"])
def test_the_environment_may_choose_another_level(level: str) -> None:
    labels = made(podSecurity=level)[0]["metadata"]["labels"]
    assert {value for key, value in labels.items() if key.startswith("pod-security")} == {level}


def test_a_namespace_has_metadata_and_a_level_of_its_own_over_those_of_all() -> None:
    namespaces = {
        "default": {"labels": {"a": "1", "b": "1"}, "annotations": {"c": "1"}},
        "shop": {"labels": {"b": "2"}, "annotations": {"d": "2"}, "podSecurity": "baseline"},
    }
    metadata = made(namespaces=namespaces, safety="relaxed")[0]["metadata"]
    assert metadata["annotations"] == {"c": "1", "d": "2"}
    assert (metadata["labels"]["a"], metadata["labels"]["b"]) == ("1", "2")
    assert metadata["labels"]["pod-security.kubernetes.io/enforce"] == "baseline"
    other = made("till", namespaces=namespaces)[0]["metadata"]
    assert (other["labels"]["b"], other["annotations"]) == ("1", {**LEFT, "c": "1"})
    assert other["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"


def test_a_relaxed_environment_removes_namespaces_itself() -> None:
    assert "annotations" not in made(safety="relaxed")[0]["metadata"]


GATE = "elbv2.k8s.aws/pod-readiness-gate-inject"


@pytest.mark.parametrize(
    ("provider", "gate"), [("eks", "enabled"), ("rke2", None), ("kind", None), ("generic", None)]
)
def test_on_eks_a_pod_is_ready_when_its_load_balancer_says_so(provider: str, gate: str | None) -> None:
    cluster = {"name": "acme", "provider": provider, "kubernetesVersion": "1.34"}
    assert made(cluster=cluster)[0]["metadata"]["labels"].get(GATE) == gate


QUOTAS = {"default": {"pods": "50", "cpu": "20"}, "shop": {"pods": "100"}}


@pytest.mark.parametrize(
    ("name", "hard"), [("shop", {"pods": "100"}), ("ledger", {"cpu": "20", "pods": "50"})]
)
def test_a_quota_is_the_namespaces_own_or_the_default(name: str, hard: Any) -> None:
    assert made(name, quotas=QUOTAS)[1:] == (
        {
            "apiVersion": "v1",
            "kind": "ResourceQuota",
            "metadata": {"name": "quota", "namespace": name},
            "spec": {"hard": hard},
        },
    )


def test_a_namespace_without_a_quota_has_none() -> None:
    assert len(made("ledger", quotas={"shop": {"pods": "100"}})) == 1


def test_an_empty_quota_lifts_the_default() -> None:
    assert len(made("shop", quotas={"default": {"pods": "50"}, "shop": {}})) == 1


def limit_range(limits: Fields) -> Object:
    """The one item of the LimitRange that an environment's limits make."""
    (item,) = made(limits=limits)[1]["spec"]["limits"]
    return dict(item)


def test_container_limits_hold_in_every_namespace() -> None:
    limits = {
        "max": {"memory": "4Gi"},
        "default": {"memory": "256Mi"},
        "defaultRequest": {"cpu": "50m", "memory": "128Mi"},
    }
    assert made(limits=limits)[1:] == (
        {
            "apiVersion": "v1",
            "kind": "LimitRange",
            "metadata": {"name": "limits", "namespace": "shop"},
            "spec": {
                "limits": [
                    {
                        "type": "Container",
                        "default": {"memory": "256Mi"},
                        "defaultRequest": {"cpu": "50m", "memory": "128Mi"},
                        "max": {"memory": "4Gi"},
                    }
                ]
            },
        },
    )


@pytest.mark.parametrize(
    ("limits", "item"),
    [
        (
            {"max": {"cpu": "2"}},
            {"default": {"cpu": "2"}, "defaultRequest": {"cpu": "2"}, "max": {"cpu": "2"}},
        ),
        (
            {"max": {"cpu": "2"}, "default": {"cpu": "1"}},
            {"default": {"cpu": "1"}, "defaultRequest": {"cpu": "1"}, "max": {"cpu": "2"}},
        ),
        ({"defaultRequest": {"cpu": "50m"}}, {"defaultRequest": {"cpu": "50m"}}),
    ],
)
def test_what_the_api_server_would_add_to_a_limit_range_is_written(limits: Fields, item: Fields) -> None:
    assert limit_range(limits) == {"type": "Container", **item}
