"""What the fixture `render` gives, and what it says when a test asks for something that is not there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.helms import started

from chartwright.testing.chart import Chart
from chartwright.testing.manifests import Manifests
from chartwright.testing.render import Render
from chartwright.testing.resource import Resource

from .conftest import FILES

CHART = Chart({path: text.encode() for path, text in FILES.items()})
RENDER = Render(CHART, started("sdk"))
POD = {"spec": {"containers": [{"name": "app"}]}}


def changed(**templates: str) -> Render:
    """Renders the chart with more templates."""
    files = {f"templates/{name}.yaml": text.encode() for name, text in templates.items()}
    return replace(RENDER, chart=Chart({**CHART.files, **files}))


def test_a_call_may_say_other_than_the_fixture() -> None:
    assert RENDER().one("Deployment")["metadata"]["namespace"] == "default"
    rendered = RENDER({"replicas": 2}, alias="cart", release="r", namespace="shop", kube_version="1.31")
    deployment = rendered.one("Deployment", "cart")
    assert (deployment["spec"]["replicas"], deployment["metadata"]["namespace"]) == (2, "shop")
    assert (deployment.pod.labels["release"], rendered.container["image"]) == ("r", "web:v1.31.0")


def test_several_aliases_render_together_with_global_values() -> None:
    render = changed(
        shared="{kind: Shared, metadata: {name: {{ .Chart.Name }}}, domain: {{ .Values.global.domain }}}"
    )
    rendered = render.all({"a": {}, "b": {"replicas": 4}, "global": {"domain": "acme.example"}})
    assert {item.name: item["domain"] for item in rendered.all("Shared")} == dict.fromkeys(
        "ab", "acme.example"
    )
    assert rendered.named("Deployment")["b"]["spec"]["replicas"] == 4


def test_api_versions_are_what_the_cluster_knows() -> None:
    render = changed(monitor='{{ if .Capabilities.APIVersions.Has "acme.example/v1" }}kind: Monitor{{ end }}')
    assert render().all("Monitor") == ()
    assert len(render(api_versions=("acme.example/v1",)).all("Monitor")) == 1


def test_a_null_takes_a_default_away() -> None:
    render = changed(probe="{{ with .Values.probe }}kind: Probe{{ end }}")
    render = replace(
        render, chart=Chart({**render.chart.files, "values.yaml": b"replicas: 1\nprobe: {a: 1}\n"})
    )
    assert len(render().all("Probe")) == 1
    assert len(render({"probe": None, "replicas": 2}).all("Probe")) == 0
    assert (
        render.all({"a": {"probe": None}, "b": {"replicas": 4}}).one("Deployment", "b")["spec"]["replicas"]
        == 4
    )


def test_environment_variables_are_a_map() -> None:
    assert RENDER().containers["app"].env == {
        "MODE": "fast",
        "NODE": {"fieldRef": {"fieldPath": "spec.nodeName"}},
    }


def test_a_variable_that_is_there_twice_is_told() -> None:
    twice = [{"name": "A", "value": "1"}, {"name": "A", "value": "2"}]
    pod = {"spec": {"containers": [{"name": "app", "env": twice}]}}
    with pytest.raises(AssertionError, match="container 'app' has these variables twice: A"):
        _ = Resource({"kind": "Pod", **pod}).containers["app"].env


@pytest.mark.parametrize(
    ("kind", "spec"),
    [
        *((kind, {"template": POD}) for kind in ("Deployment", "StatefulSet", "DaemonSet", "Job", "Rollout")),
        ("CronJob", {"jobTemplate": {"spec": {"template": POD}}}),
        ("Pod", POD["spec"]),
    ],
)
def test_every_kind_of_workload_has_a_pod(kind: str, spec: Mapping[str, Any]) -> None:
    workload = Resource({"kind": kind, "metadata": {"name": "a"}, "spec": spec})
    assert workload.has_pod
    assert workload.pod.spec == POD["spec"]
    assert list(workload.containers) == ["app"]


def test_what_makes_no_pods_has_none() -> None:
    service = RENDER().one("Service")
    assert not service.has_pod
    with pytest.raises(AssertionError, match="Service web makes no pods"):
        _ = service.pod
    assert not Resource({"kind": "ConfigMap", "metadata": {"name": "a"}, "data": {}}).has_pod


@pytest.mark.parametrize("hook", ["test", "test-success", "pre-delete, test"])
def test_a_test_of_the_release_is_no_workload(hook: str) -> None:
    annotations = f"annotations: {{helm.sh/hook: '{hook}'}}"
    render = changed(
        ask=f"{{kind: Pod, metadata: {{name: ask, {annotations}}}, spec: {{containers: [{{name: ask}}]}}}}"
    )
    assert render().workload.name == "web"
    assert render().one("Pod").containers["ask"] == {"name": "ask"}


@pytest.mark.parametrize(
    ("kind", "name", "message"),
    [
        ("Service", "shop", "there is no Service shop, among: Deployment web, Service web"),
        ("Ingress", None, "there is no Ingress, among: Deployment web, Service web"),
    ],
)
def test_a_missing_object_is_told_with_those_that_are_there(
    kind: str, name: str | None, message: str
) -> None:
    with pytest.raises(AssertionError, match=f"^{message}$"):
        RENDER().one(kind, name)


def test_an_object_asked_for_by_kind_alone_is_the_only_one() -> None:
    both = RENDER.all({"a": {}, "b": {}})
    with pytest.raises(
        AssertionError, match=r"^there is more than one Service, among: Deployment a, Deployment b, "
    ):
        both.one("Service")
    with pytest.raises(AssertionError, match=r"^there is more than one object that makes pods, among: "):
        _ = both.container
    with pytest.raises(AssertionError, match=r"^there is no Service, among: no objects at all$"):
        Manifests((), "1.34", RENDER.validator).one("Service")


def test_a_refusal_of_the_schema_names_the_path() -> None:
    assert RENDER.failure({"replicas": "two"}) == "web.replicas: got string, want integer"
    assert RENDER.failures({"replicas": "two"}, alias="cart")[0].values_path == "cart.replicas"


def test_a_refusal_of_a_template_is_its_message() -> None:
    assert RENDER.failure({"replicas": 10}) == "too many"


def test_values_that_render_are_no_failure() -> None:
    with pytest.raises(
        AssertionError, match=r"are not refused, they render to: Service web, Deployment web$"
    ):
        RENDER.failure({"replicas": 1})


def test_values_that_are_refused_are_no_manifests() -> None:
    with pytest.raises(AssertionError, match=r"does not render: web\.replicas: got string, want integer$"):
        RENDER({"replicas": "two"})


def test_the_problems_of_a_kubernetes_without_schemas_are_not_known() -> None:
    with pytest.raises(AssertionError, match=r"^there are no schemas of Kubernetes 1\.99, only 1\.\d+, "):
        _ = RENDER(kube_version="1.99").problems


def test_problems_are_what_kubernetes_would_refuse() -> None:
    assert RENDER().problems == []
    render = changed(service="{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {prots: []}}")
    assert render().problems == ["Service web: spec.prots: is not allowed here"]
    assert RENDER(kube_version="1.31.4-eks-abc").problems == []


def test_renders_are_equal_when_their_objects_are() -> None:
    assert RENDER({"replicas": 2}) == RENDER({"replicas": 2})
    assert RENDER({"replicas": 2}) != RENDER({"replicas": 3})


def test_a_chart_is_packed_as_helm_packs_it(tmp_path: Path) -> None:
    for path, text in {**FILES, "notes.txt": "", ".helmignore": "notes.txt"}.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    assert set(Chart.load(tmp_path).files) == {*FILES, ".helmignore"}
    with pytest.raises(FileNotFoundError, match=r"has no Chart\.yaml$"):
        Chart.load(tmp_path / "templates")
