"""Argo CD: the order of a sync, and what it must not remove by itself."""

from __future__ import annotations

from helmwright.testing.render import Render

from .support import case

EVERYTHING = {**case("storefront"), **case("api"), **case("storage"), **case("exposure")}


def annotation(render: Render, key: str) -> dict[str, set[str]]:
    """The values of one of Argo CD's annotations by kind."""
    found: dict[str, set[str]] = {}
    for item in render.all(EVERYTHING):
        value = item["metadata"].get("annotations", {}).get(f"argocd.argoproj.io/{key}")
        found.setdefault(item["kind"], set()).add(value or "")
    return found


def test_identity_and_secrets_precede_configuration_then_the_workload_then_its_scaling(
    render: Render,
) -> None:
    assert annotation(render, "sync-wave") == {
        "ServiceAccount": {"-20"},
        "ExternalSecret": {"-20"},
        "ConfigMap": {"-10"},
        "Deployment": {""},
        "Service": {""},
        "Ingress": {""},
        "NetworkPolicy": {""},
        "PodDisruptionBudget": {""},
        # A claim that waits for its first pod is not healthy before, and would hold back the pod's own wave.
        "PersistentVolumeClaim": {""},
        "HorizontalPodAutoscaler": {"5"},
    }


def test_a_claim_is_removed_by_a_person_alone(render: Render) -> None:
    options = annotation(render, "sync-options")
    assert options["PersistentVolumeClaim"] == {"Prune=confirm,Delete=confirm"}
    assert {kind for kind, values in options.items() if values != {""}} == {
        "PersistentVolumeClaim",
        "ExternalSecret",
    }


def test_nothing_is_a_hook(render: Render) -> None:
    keys = {key for item in render.all(EVERYTHING) for key in item["metadata"].get("annotations", {})}
    assert [key for key in keys if "hook" in key] == []
