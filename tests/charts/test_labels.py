"""Labels: three frozen ones in selectors, the rest on objects alone."""

from __future__ import annotations

import pytest

from .support import CASES, CHART, SERVER, WORKER, Objects, case, refused_paths, render, render_all

SELECTOR = {
    "app.kubernetes.io/name": "cart",
    "app.kubernetes.io/instance": "prod-shop",
    "app.kubernetes.io/component": "server",
}
EVERYTHING = {
    **SERVER,
    "replicaCount": 2,
    "partOf": "shop",
    "commonLabels": {"team": "checkout"},
    "podLabels": {"scrape": "true"},
}
GLOBAL = {"environment": "prod", "clusterName": "blue", "labels": {"team": "web", "cost-center": "0042"}}


def chart_version(version: str) -> dict[str, bytes]:
    return {
        **CHART,
        "Chart.yaml": CHART["Chart.yaml"].replace(b"version: 0.1.0", f"version: {version}".encode()),
    }


def selectors(objects: Objects) -> list[dict[str, str]]:
    """Every selector of the service's own pods."""
    spread = objects.pod["spec"]["topologySpreadConstraints"]
    return [
        objects.one("Deployment")["spec"]["selector"]["matchLabels"],
        objects.one("Service")["spec"]["selector"],
        objects.one("PodDisruptionBudget")["spec"]["selector"]["matchLabels"],
        objects.one("NetworkPolicy")["spec"]["podSelector"]["matchLabels"],
        *(constraint["labelSelector"]["matchLabels"] for constraint in spread),
    ]


def test_every_selector_is_the_three_frozen_labels_whatever_the_values() -> None:
    objects = render_all({"cart": EVERYTHING, "global": GLOBAL}, chart=chart_version("9.9.9"))
    assert selectors(objects) == 6 * [SELECTOR]


def test_pods_have_the_selector_labels_the_users_and_the_version() -> None:
    pod = render_all({"cart": EVERYTHING, "global": GLOBAL}).pod
    assert pod["metadata"]["labels"] == {**SELECTOR, "app.kubernetes.io/version": "1.4.2", "scrape": "true"}


def test_objects_have_every_label_the_services_own_before_the_global_ones() -> None:
    for item in render_all({"cart": EVERYTHING, "global": GLOBAL}):
        assert item["metadata"]["labels"] == {
            **SELECTOR,
            "app.kubernetes.io/managed-by": "Helm",
            "app.kubernetes.io/part-of": "shop",
            "helm.sh/chart": "service-0.1.0",
            "helmwright.dev/environment": "prod",
            "helmwright.dev/cluster": "blue",
            "cost-center": "0042",
            "team": "checkout",
        }


@pytest.mark.parametrize("name", CASES)
def test_a_new_chart_version_changes_no_pod_template(name: str) -> None:
    before, after = render_all(case(name)), render_all(case(name), chart=chart_version("0.2.0"))
    for deployment, workload in before.named("Deployment").items():
        assert after.one("Deployment", deployment)["spec"] == workload["spec"]


def test_a_chart_version_with_build_metadata_is_a_valid_label() -> None:
    objects = render(WORKER, chart=chart_version("0.1.0-rc.1+pr.12"))
    assert objects.one("Deployment")["metadata"]["labels"]["helm.sh/chart"] == "service-0.1.0-rc.1_pr.12"


@pytest.mark.parametrize(
    ("tag", "version"),
    [("1.10", "1.10"), ("20250811", "20250811"), (60 * "a" + ".-_.z", 60 * "a"), ("_build.7", "build.7")],
)
def test_the_version_label_is_the_tag_as_far_as_a_label_can_hold_it(tag: str, version: str) -> None:
    pod = render({**WORKER, "image": {"repository": "cart", "tag": tag}}).pod
    assert pod["metadata"]["labels"]["app.kubernetes.io/version"] == version


def test_an_image_by_digest_alone_has_no_version_label() -> None:
    pod = render({**WORKER, "image": {"repository": "cart", "digest": f"sha256:{64 * '0'}"}}).pod
    assert pod["metadata"]["labels"] == SELECTOR


@pytest.mark.parametrize("field", ["commonLabels", "podLabels"])
@pytest.mark.parametrize("label", ["app.kubernetes.io/name", "app.kubernetes.io/version", "helm.sh/chart"])
def test_a_label_of_the_charts_own_cannot_be_given(field: str, label: str) -> None:
    assert refused_paths({**WORKER, field: {label: "x"}}) == [f"cart.{field}.{label}"]


def test_common_annotations_are_on_every_object_under_its_own() -> None:
    values = {
        **SERVER,
        "commonAnnotations": {"a": "common", "argocd.argoproj.io/sync-wave": "7"},
        "service": {"annotations": {"a": "own"}},
    }
    objects = render(values)
    assert {
        item["kind"]: item["metadata"]["annotations"] for item in objects if item["kind"] != "NetworkPolicy"
    } == {
        "Deployment": {"a": "common", "argocd.argoproj.io/sync-wave": "7"},
        "Service": {"a": "own", "argocd.argoproj.io/sync-wave": "7"},
        "ServiceAccount": {"a": "common", "argocd.argoproj.io/sync-wave": "7"},
    }


def test_without_annotations_there_is_no_empty_map() -> None:
    assert "annotations" not in render(WORKER).one("Deployment")["metadata"]
