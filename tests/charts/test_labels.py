"""Labels: three frozen ones in selectors, the rest on objects alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from chartwright.testing.chart import Chart
from chartwright.testing.manifests import Manifests
from chartwright.testing.render import Render
from chartwright.testing.resource import Resource

from .support import CASES, CHART, SERVER, WORKER, case

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


SELECTING_THE_BACKGROUND_TOO = {"NetworkPolicy", "SecurityGroupPolicy"}
"""Kinds that mean pods of several components."""
SHARED = {
    *("ServiceAccount", "Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding", "SecurityGroupPolicy"),
    *("ConfigMap", "ExternalSecret", "SealedSecret", "SecretProviderClass", "PersistentVolumeClaim"),
}
"""Kinds that all pods of a service have in common."""


def at_version(render: Render, version: str) -> Render:
    """Renders the chart as another version of it."""
    metadata = CHART["Chart.yaml"].replace(b"version: 0.1.0", f"version: {version}".encode())
    return replace(render, chart=Chart({**CHART, "Chart.yaml": metadata}))


def workloads(objects: Manifests) -> list[Any]:
    """All that is said about pods and their claims, whatever makes them."""
    return [item["spec"] for item in objects if item.has_pod or item.kind == "PersistentVolumeClaim"]


def selectors(objects: Manifests) -> list[dict[str, str]]:
    """Every selector of the service's own pods."""
    spread = objects.pod["spec"]["topologySpreadConstraints"]
    return [
        objects.one("Deployment")["spec"]["selector"]["matchLabels"],
        objects.one("Service")["spec"]["selector"],
        objects.one("PodDisruptionBudget")["spec"]["selector"]["matchLabels"],
        objects.one("NetworkPolicy")["spec"]["podSelector"]["matchLabels"],
        *(constraint["labelSelector"]["matchLabels"] for constraint in spread),
    ]


def own_pods(item: Resource) -> Iterator[dict[str, str]]:
    """The labels by which an object selects pods or Services of its own service."""
    spec = item.get("spec", {})
    for key in ("selector", "podSelector"):
        if key in spec:
            yield spec[key].get("matchLabels", spec[key])
    if item.has_pod:
        for constraint in item.pod.spec.get("topologySpreadConstraints", ()):
            yield constraint["labelSelector"]["matchLabels"]


def test_every_selector_is_the_three_frozen_labels_whatever_the_values(render: Render) -> None:
    """stakater/application#408: pods' own labels in the Service's selector lost the old pods in every rollout."""
    objects = at_version(render, "9.9.9").all({"cart": EVERYTHING, "global": GLOBAL})
    assert selectors(objects) == 6 * [SELECTOR]


@pytest.mark.parametrize("name", CASES)
def test_no_object_of_a_case_selects_pods_by_other_labels(render: Render, name: str) -> None:
    found = [(item, frozenset(labels)) for item in render.all(case(name)) for labels in own_pods(item)]
    assert [str(item) for item, labels in found if not labels <= SELECTOR.keys()] == []
    assert {item.kind for item, labels in found if labels != SELECTOR.keys()} <= SELECTING_THE_BACKGROUND_TOO


def test_pods_have_the_selector_labels_the_users_and_the_version(render: Render) -> None:
    pod = render.all({"cart": EVERYTHING, "global": GLOBAL}).pod
    assert pod["metadata"]["labels"] == {**SELECTOR, "app.kubernetes.io/version": "1.4.2", "scrape": "true"}


def test_objects_have_every_label_the_services_own_before_the_global_ones(render: Render) -> None:
    for item in render.all({"cart": EVERYTHING, "global": GLOBAL}):
        shared = dict(item["metadata"]["labels"])
        assert shared == {
            **{key: value for key, value in SELECTOR.items() if key in shared},
            "app.kubernetes.io/managed-by": "Helm",
            "app.kubernetes.io/part-of": "shop",
            "helm.sh/chart": "service-0.1.0",
            "helmwright.dev/environment": "prod",
            "helmwright.dev/cluster": "blue",
            "cost-center": "0042",
            "team": "checkout",
        }


@pytest.mark.parametrize("name", CASES)
def test_the_component_says_whose_pods_an_object_is_for(render: Render, name: str) -> None:
    """What all pods of a service share is of no component: a service without a server has a ServiceAccount too."""
    for item in render.all(case(name)):
        component = item["metadata"]["labels"].get("app.kubernetes.io/component")
        assert component == "extra" or bool(component) == (item.kind not in SHARED)


@pytest.mark.parametrize("name", CASES)
def test_a_new_chart_version_changes_no_pod_and_no_claim(render: Render, name: str) -> None:
    """bitnami/charts#16125, akuity/kargo#7191: the chart's version among the labels of pods restarted them all."""
    before, after = render.all(case(name)), at_version(render, "0.2.0").all(case(name))
    assert after.names == before.names
    assert workloads(after) == workloads(before)


def test_a_chart_version_with_build_metadata_is_a_valid_label(render: Render) -> None:
    """A label takes no `+`, and helm/helm#30578: under an alias `.Chart.Name` is the alias, not the chart."""
    objects = at_version(render, "0.1.0-rc.1+pr.12")(WORKER)
    assert objects.one("Deployment")["metadata"]["labels"]["helm.sh/chart"] == "service-0.1.0-rc.1_pr.12"


@pytest.mark.parametrize(
    ("tag", "version"),
    [("1.10", "1.10"), ("20250811", "20250811"), (60 * "a" + ".-_.z", 60 * "a"), ("_build.7", "build.7")],
)
def test_the_version_label_is_the_tag_as_far_as_a_label_can_hold_it(
    render: Render, tag: str, version: str
) -> None:
    pod = render({**WORKER, "image": {"repository": "cart", "tag": tag}}).pod
    assert pod["metadata"]["labels"]["app.kubernetes.io/version"] == version


def test_an_image_by_digest_alone_has_no_version_label(render: Render) -> None:
    pod = render({**WORKER, "image": {"repository": "cart", "digest": f"sha256:{64 * '0'}"}}).pod
    assert pod["metadata"]["labels"] == SELECTOR


@pytest.mark.parametrize("field", ["commonLabels", "podLabels"])
@pytest.mark.parametrize("label", ["app.kubernetes.io/name", "app.kubernetes.io/version", "helm.sh/chart"])
def test_a_label_of_the_charts_own_cannot_be_given(render: Render, field: str, label: str) -> None:
    assert render.refused_paths({**WORKER, field: {label: "x"}}) == [f"cart.{field}.{label}"]


def test_common_annotations_are_on_every_object_under_its_own(render: Render) -> None:
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


def test_without_annotations_there_is_no_empty_map(render: Render) -> None:
    assert "annotations" not in render(WORKER).one("Deployment")["metadata"]
