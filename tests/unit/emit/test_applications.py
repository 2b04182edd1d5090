"""Argo CD Applications, and what keeps them from removing what runs."""

from __future__ import annotations

from typing import Any

import pytest
from tests.repositories import Fields, release, repository

from helmwright.emit.argocd import applications
from helmwright.kubernetes.manifests import Manifest, Object

FINALIZER = "resources-finalizer.argocd.argoproj.io"
RETRY = {"limit": 10, "refresh": True, "backoff": {"duration": "10s", "factor": 2, "maxDuration": "10m"}}
OPTIONS = [
    "ApplyOutOfSyncOnly=true",
    "CreateNamespace=false",
    "FailOnSharedResource=true",
    "PruneLast=true",
]
OWN_ARGOCD = {
    "argocd": {"namespace": "gitops", "destination": "acme-prod", "bootstrapDestination": "hub"},
    "revision": "refs/heads/main",
}


def made(environment: Fields, app: Fields | None = None) -> dict[str, Object]:
    """The three kinds of Application of an environment called prod with an app called shop."""
    resolved = repository({"shop/cart": {}}, environments={"prod": environment}, apps={"shop": app or {}})
    inputs, prod = resolved.inputs, resolved.inputs.environments["prod"]
    return {
        "root": applications.root(inputs, prod),
        "namespaces": applications.namespaces(inputs, prod),
        "app": applications.application(inputs, release(resolved, "prod-shop"), ()),
    }


def scaler(kind: str, target: Any) -> Manifest:
    return Manifest("scaler.yaml", {"kind": kind, "spec": {"scaleTargetRef": target}})


def test_numbers_that_autoscalers_move_are_left_alone() -> None:
    resolved = repository({"shop/cart": {}})
    rollout = {"apiVersion": "argoproj.io/v1alpha1", "kind": "Rollout", "name": "cart"}
    rendered = (
        scaler("ScaledObject", {"name": "mail"}),
        scaler("HorizontalPodAutoscaler", rollout),
        scaler("HorizontalPodAutoscaler", None),
        Manifest("cart.yaml", {"kind": "Deployment", "spec": {"replicas": 3}}),
    )
    spec = applications.application(resolved.inputs, release(resolved, "prod-shop"), rendered)["spec"]
    pointers = {"jsonPointers": ["/spec/replicas"]}
    assert spec["ignoreDifferences"] == [
        {"group": "apps", "kind": "Deployment", "name": "mail", **pointers},
        {"group": "argoproj.io", "kind": "Rollout", "name": "cart", **pointers},
    ]
    assert spec["syncPolicy"]["syncOptions"] == [*OPTIONS, "RespectIgnoreDifferences=true"]


def test_an_apps_application() -> None:
    assert made({})["app"] == {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "Application",
        "metadata": {
            "name": "prod-shop",
            "namespace": "argocd",
            "labels": {"helmwright.dev/environment": "prod"},
            "annotations": {
                "argocd.argoproj.io/compare-options": "IgnoreExtraneous",
                "argocd.argoproj.io/manifest-generate-paths": ".",
                "argocd.argoproj.io/sync-options": "Prune=false,Delete=false",
                "argocd.argoproj.io/sync-wave": "0",
            },
        },
        "spec": {
            "project": "prod-web",
            "source": {
                "repoURL": "https://git.example/acme.git",
                "targetRevision": "HEAD",
                "path": "apps/shop/prod",
                "helm": {"releaseName": "prod-shop"},
            },
            "destination": {"name": "in-cluster", "namespace": "shop"},
            "syncPolicy": {
                "automated": {"prune": True, "selfHeal": True},
                "retry": RETRY,
                "syncOptions": OPTIONS,
            },
        },
    }


def test_the_root_application_syncs_everything_but_the_namespaces() -> None:
    root = made({})["root"]
    assert root["metadata"] == {
        "name": "prod-root",
        "namespace": "argocd",
        "labels": {"helmwright.dev/environment": "prod"},
        "annotations": {"argocd.argoproj.io/manifest-generate-paths": "."},
    }
    assert root["spec"] == {
        "project": "prod-root",
        "source": {
            "repoURL": "https://git.example/acme.git",
            "targetRevision": "HEAD",
            "path": "bootstrap/prod",
            "directory": {"recurse": True, "exclude": "namespaces/*"},
        },
        "destination": {"name": "in-cluster", "namespace": "argocd"},
        "syncPolicy": {
            "automated": {"prune": False, "selfHeal": True},
            "retry": RETRY,
            "syncOptions": OPTIONS[:-1],
        },
    }


def test_the_namespaces_application_comes_before_the_apps() -> None:
    found = made({})["namespaces"]
    assert found["metadata"]["name"] == "prod-namespaces"
    assert found["metadata"]["annotations"]["argocd.argoproj.io/sync-wave"] == "-20"
    assert found["spec"]["source"]["path"] == "bootstrap/prod/namespaces"
    assert found["spec"]["destination"] == {"name": "in-cluster", "namespace": "default"}


@pytest.mark.parametrize(
    ("name", "kind"), [("root", "directory"), ("namespaces", "directory"), ("app", "helm")]
)
def test_argo_cd_is_told_the_kind_of_source_and_guesses_none_from_names(name: str, kind: str) -> None:
    assert any(made({})[name]["spec"]["source"][kind].values())


@pytest.mark.parametrize("name", ["root", "namespaces", "app"])
def test_applications_live_where_argo_cd_does_and_follow_the_environments_revision(name: str) -> None:
    found = made(OWN_ARGOCD)[name]
    assert found["metadata"]["namespace"] == "gitops"
    assert found["spec"]["source"]["targetRevision"] == "refs/heads/main"


@pytest.mark.parametrize(
    ("name", "destination"),
    [
        ("root", {"name": "hub", "namespace": "gitops"}),
        ("namespaces", {"name": "acme-prod", "namespace": "default"}),
        ("app", {"name": "acme-prod", "namespace": "shop"}),
    ],
)
def test_a_destination_is_a_clusters_name(name: str, destination: Any) -> None:
    assert made(OWN_ARGOCD)[name]["spec"]["destination"] == destination


@pytest.mark.parametrize(
    ("safety", "name", "finalizers"),
    [
        ("guarded", "root", None),
        ("guarded", "namespaces", None),
        ("guarded", "app", None),
        ("relaxed", "root", None),
        ("relaxed", "namespaces", [FINALIZER]),
        ("relaxed", "app", [FINALIZER]),
    ],
)
def test_only_a_relaxed_environment_removes_workloads_with_their_application(
    safety: str, name: str, finalizers: list[str] | None
) -> None:
    assert made({"safety": safety})[name]["metadata"].get("finalizers") == finalizers


@pytest.mark.parametrize(
    ("safety", "name", "prune"),
    [
        ("guarded", "root", False),
        ("relaxed", "root", True),
        *((safety, name, True) for safety in ("guarded", "relaxed") for name in ("namespaces", "app")),
    ],
)
def test_a_guarded_root_prunes_nothing_and_nothing_is_emptied(safety: str, name: str, prune: bool) -> None:
    assert made({"safety": safety})[name]["spec"]["syncPolicy"]["automated"] == {
        "prune": prune,
        "selfHeal": True,
    }


@pytest.mark.parametrize(("wave", "annotation"), [(-10, "-10"), (5, "5")])
def test_an_apps_wave_is_its_applications(wave: int, annotation: str) -> None:
    found = made({}, {"wave": wave})["app"]
    assert found["metadata"]["annotations"]["argocd.argoproj.io/sync-wave"] == annotation


def test_an_apps_namespace_is_its_applications_destination() -> None:
    assert made({}, {"namespace": "store"})["app"]["spec"]["destination"]["namespace"] == "store"
