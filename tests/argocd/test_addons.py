"""Add-ons in a real cluster: definitions and what is made of them in one sync, and their removal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests import case_files
from tests.argocd import bed
from tests.argocd.bed import Bed
from tests.argocd.conftest import Took
from tests.argocd.descriptors import HEAD
from tests.cluster.programs import comes

pytestmark = [pytest.mark.argocd, *(pytest.mark.tool(name) for name in bed.PROGRAMS)]

WIDGETS = "/apis/widgets.example/v1/widgets/small"
DEFINITION = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets.widgets.example"
LEAVING = {
    "namespaces": ["kube-system"],
    "clusterObjects": [
        {
            "group": "apiextensions.k8s.io",
            "kind": "CustomResourceDefinition",
            "name": "widgets.widgets.example",
        },
        *(
            {"group": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": f"{name}-widgets"}
            for name in ("one", "two")
        ),
        {"group": "widgets.example", "kind": "Widget", "name": "small"},
    ],
}
CHART = Path("charts/addons/widgets-1.2.0.tgz")
LOCK = Path("charts/addons/index.yaml")


def addon() -> str:
    """The text of an add-on whose chart defines a kind, with an object of it, twice in one umbrella chart."""
    widget = {
        "apiVersion": "widgets.example/v1",
        "kind": "Widget",
        "metadata": {"name": "small"},
        "spec": {"size": 1, "text": "{{ not for Helm }}"},
    }
    return json.dumps(
        {
            **HEAD,
            "kind": "Addon",
            "owner": "shop",
            "chart": {"name": "widgets", "repository": "https://charts.example/stable", "version": "1.2.0"},
            "namespace": "kube-system",
            "wave": -10,
            "values": {"cluster": {"fromEnvironment": "cluster.name"}},
            "instances": {"one": {}, "two": {}},
            "objects": {"small": widget},
            "onlyIn": ["dev"],
        }
    )


def test_an_add_on_comes_with_its_definitions_and_goes(dev: Bed, took: Took) -> None:
    for path in (CHART, LOCK):
        target = dev.repository.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((case_files.FOLDER / "valid/addons" / path).read_bytes())
    dev.repository.write("apps/widgets/addon.yaml", addon())
    revision = dev.repository.push("Add widgets")
    with took("an add-on with a definition and an object of it"):
        dev.settles("dev-widgets", revision)
    assert dev.api.get(WIDGETS)["spec"]["text"] == "{{ not for Helm }}"
    for name in ("one", "two"):
        assert dev.deployment("kube-system", f"{name}-widgets") is not None
    dev.repository.remove("apps/widgets/addon.yaml", "charts/addons")
    with pytest.raises(
        ValueError, match="P111"
    ):  # nobody would be left who may remove objects of the cluster
        dev.repository.push("Remove widgets")
    dev.repository.change(
        "helmwright.yaml", '"#team-shop"\n', f'"#team-shop"\n    leaving: {json.dumps(LEAVING)}\n'
    )
    dev.repository.push("Remove widgets")
    with took("an add-on removed, until all is gone"):
        assert comes(lambda: dev.deployment("kube-system", "one-widgets") is None, 60)
        assert comes(lambda: "dev-widgets" not in dev.applications(), 60)
    assert comes(lambda: dev.api.get(WIDGETS) is None, 30)
    # Argo CD removes no definitions with an Application, since all objects of their kinds would go with them
    # (shouldBeDeleted of controller/appcontroller.go).
    assert dev.api.get(DEFINITION) is not None
    assert dev.api.get("/api/v1/namespaces/kube-system") is not None
