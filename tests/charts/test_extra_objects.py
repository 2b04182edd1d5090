"""Extra objects: of any kind, under the chart's names and labels."""

from __future__ import annotations

from typing import Any

import pytest

from chartwright.testing.render import Render

from .support import SERVER, WORKER

QUOTA = {
    "apiVersion": "v1",
    "kind": "ResourceQuota",
    "spec": {"hard": {"pods": "10", "count/jobs.batch": "5"}},
}


def test_an_extra_object_is_called_after_its_service_and_keeps_its_content(render: Render) -> None:
    quota = render({**WORKER, "extraObjects": {"quota": QUOTA}}).one("ResourceQuota", "cart-quota")
    assert quota["spec"] == QUOTA["spec"]
    assert "namespace" not in quota["metadata"]


def test_its_labels_and_annotations_join_those_of_every_object(render: Render) -> None:
    metadata = {"labels": {"team": "web"}, "annotations": {"a": "b"}}
    values = {
        **WORKER,
        "commonLabels": {"tier": "1"},
        "extraObjects": {"quota": {**QUOTA, "metadata": metadata}},
    }
    found = render(values).one("ResourceQuota", "cart-quota")["metadata"]
    assert {"team": "web", "tier": "1", "app.kubernetes.io/instance": "prod-shop"}.items() <= found[
        "labels"
    ].items()
    assert found["annotations"] == {"a": "b"}


def test_no_selector_of_the_service_matches_an_extra_pod(render: Render) -> None:
    extra = {"apiVersion": "v1", "kind": "Pod", "spec": {"containers": [{"name": "a", "image": "b"}]}}
    objects = render({**SERVER, "extraObjects": {"one": extra}})
    selector = objects.one("Service")["spec"]["selector"].items()
    assert not selector <= objects.one("Pod", "cart-one")["metadata"]["labels"].items()


@pytest.mark.parametrize("text", ["yes", "1e3", "a\n", "\x07", "{{ .Values }}", "# no comment"])
def test_any_text_stays_what_it_is(render: Render, text: str) -> None:
    extra = {"apiVersion": "v1", "kind": "ConfigMap", "data": {"a": text}}
    found = render({**WORKER, "extraObjects": {"map": extra}}).one("ConfigMap", "cart-map")
    assert found["data"] == {"a": text}


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"metadata": {"name": "mine"}}, "metadata.name"),
        ({"metadata": {"namespace": "kube-system"}}, "metadata.namespace"),
        ({"metadata": {"labels": {"app.kubernetes.io/name": "x"}}}, "metadata.labels.app.kubernetes.io/name"),
        ({"apiVersion": "V1"}, "apiVersion"),
        ({"kind": "resourceQuota"}, "kind"),
    ],
)
def test_names_and_namespaces_are_the_charts(render: Render, change: dict[str, Any], path: str) -> None:
    assert render.refused_paths({**WORKER, "extraObjects": {"quota": {**QUOTA, **change}}}) == [
        f"cart.extraObjects.quota.{path}"
    ]
