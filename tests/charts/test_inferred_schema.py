"""The schema that `charts docs --add schema` makes refuses misspelt values and nothing that templates take."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from tests.helms import REAL, started
from tests.program import helmwright

from chartwright.cases.umbrella import umbrella
from chartwright.docs.generate import generate
from chartwright.values.description import described
from chartwright.values.inferred import inferred
from helmwright.archive import pack
from helmwright.charts.files import ChartFileError
from helmwright.render.engine import RenderFailure, RenderRequest

CHART = "apiVersion: v2\nname: demo\nversion: 0.1.0\n"
REDIS = "dependencies:\n  - {name: redis, version: 1.0.0, alias: cache, condition: caching.redis.on}\n"
WEB = Path(__file__).parents[1] / "foreign/web"
WITH_HELM = pytest.mark.parametrize("helm", REAL)


def schema(values: str, template: str, helpers: str = "", dependencies: str = "") -> Any:
    files = {
        "Chart.yaml": CHART + dependencies,
        "values.yaml": values,
        "templates/a.yaml": template,
        "templates/_helpers.tpl": helpers,
    }
    made = generate({path: text.encode() for path, text in files.items()}, ("schema",))
    return json.loads(made["values.schema.json"])


def takes(made: Any, values: Mapping[str, Any]) -> bool:
    return jsonschema_rs.validator_for(made).is_valid(values)


@pytest.mark.parametrize(
    "template",
    [
        "{{ toYaml .Values.probe }}",
        "{{ with .Values.probe }}{{ toYaml . }}{{ end }}",
        '{{ omit .Values.probe "path" | toYaml }}',
        '{{ toYaml (merge (dict "path" "/") .Values.probe) }}',
        '{{ include "print" .Values.probe }}',
        '{{ include "print" (dict "probe" .Values.probe) }}',
        "{{ range $key, $value := .Values.probe }}{{ $key }}{{ $value }}{{ end }}",
        "{{ range $key, $_ := .Values.probe }}{{ $key }}{{ end }}",
        "{{ range keys .Values.probe }}{{ . }}{{ end }}",
        "{{ index .Values.probe .Release.Name }}",
        '{{ include "missing" .Values.probe }}',
        "{{ toYaml .Values }}",
    ],
)
def test_a_map_that_is_taken_as_a_whole_takes_more(template: str) -> None:
    made = schema("probe: {path: /}\n", template, '{{ define "print" }}{{ toYaml . }}{{ end }}')
    assert takes(made, {"probe": {"path": "/", "initialDelaySeconds": 5}})


def test_a_map_that_is_read_key_by_key_takes_only_what_is_read_or_declared() -> None:
    made = schema("size: {min: 1, unit: pods}\n", "{{ if .Values.size.min }}{{ .Values.size.max }}{{ end }}")
    assert takes(made, {"size": {"min": 2, "max": 3, "unit": "nodes"}})
    assert not takes(made, {"size": {"mn": 2}})
    assert not takes(made, {"sise": {}})


@pytest.mark.parametrize(
    "template", ["{{ toYaml .Values.ports }}", "{{ range .Values.ports }}{{ . }}{{ end }}"]
)
def test_a_default_is_not_the_type_of_what_templates_only_pass_on(template: str) -> None:
    made = schema("ports: {http: 8080}\n", template)
    assert takes(made, {"ports": {"http": "web"}})
    assert not takes(made, {"ports": 8080})


def test_a_value_that_is_asked_for_by_name_has_the_type_of_its_default() -> None:
    made = schema("replicas: 1\nimage: {tag: a}\n", "{{ .Values.replicas }}{{ .Values.image.tag }}")
    assert not takes(made, {"replicas": "one"})
    assert not takes(made, {"image": {"tag": 1}})


@pytest.mark.parametrize("template", ['{{ tpl "{{ .Values.domain }}" . }}', '{{ include "missing" . }}'])
def test_what_is_handed_everything_may_ask_for_anything(template: str) -> None:
    assert takes(schema("size: 1\n", template), {"domain": "acme.example"})


def test_helm_s_own_values_are_taken() -> None:
    made = schema("size: 1\n", "{{ .Values.size }}")
    assert takes(made, {"global": {"any": 1}, "enabled": False})
    assert not takes(made, {"enabled": "no"})
    assert not takes(made, {"tags": {"back": True}})


def test_what_dependencies_are_given_and_ask_for_is_taken() -> None:
    made = schema("caching: {ttl: 1}\n", "{{ .Values.caching.ttl }}", dependencies=REDIS)
    assert takes(made, {"tags": {"back": True}, "redis": {"any": 1}, "cache": {"any": 1}})
    assert takes(made, {"caching": {"redis": {"on": False}}})
    assert not takes(made, {"caching": {"tll": 1}})


def test_where_a_dependency_s_values_are_imported_there_is_room() -> None:
    imports = "    import-values: [{child: settings, parent: imported.settings}]\n"
    dependency = f"dependencies:\n  - name: redis\n    version: 1.0.0\n{imports}"
    made = schema("imported: {settings: {}, ttl: 1}\n", "{{ .Values.imported.ttl }}", dependencies=dependency)
    assert takes(made, {"imported": {"settings": {"any": 1}}})
    exported = dependency.replace("[{child: settings, parent: imported.settings}]", "[data]")
    assert takes(schema("size: 1\n", "{{ .Values.size }}", dependencies=exported), {"any": 1})


def test_a_template_that_cannot_be_followed_is_named() -> None:
    with pytest.raises(ChartFileError, match=r"^templates/a\.yaml: \{\{ if \}\} has no end$"):
        schema("size: 1\n", "{{ if .Values.size }}")


def test_the_schema_says_nothing_that_values_yaml_does_not() -> None:
    """So what a template reads and nothing declares is still found by the linter, and counts for no coverage."""
    files = {
        "Chart.yaml": CHART.encode(),
        "values.yaml": b"size: 1\n",
        "templates/a.yaml": b"{{ .Values.sise }}",
    }
    made = generate(files, ("schema",))
    assert described({**files, **made}) == inferred(files["values.yaml"])


@WITH_HELM
def test_helm_takes_real_values_under_an_umbrella(helm: str, tmp_path: Path) -> None:
    chart = shutil.copytree(WEB, tmp_path / "web")
    result = helmwright("charts", "docs", "--add", "schema", str(chart))
    assert result.exit_code == 0, result.output
    files = {
        path.relative_to(chart).as_posix(): path.read_bytes() for path in chart.rglob("*") if path.is_file()
    }

    def render(**values: object) -> tuple[RenderFailure, ...]:
        given = {"shop": values, "global": {"domain": "acme.example"}}
        tree, beside = umbrella(
            "release", "web", "0.1.0", {"charts/web-0.1.0.tgz": pack("web", files)}, given
        )
        return started(helm).render(RenderRequest("release", "ns", tree, "1.34", values=beside)).failures

    assert render(enabled=True) == ()
    assert render(livenessProbe={"initialDelaySeconds": 5, "httpGet": {"port": 80}}) == ()
    assert render(resources={"limits": {"memory": "1Gi"}}) == ()
    assert render(podSecurityContext={"fsGroup": 1}, nodeSelector={"a": "b"}) == ()
    scaled = {"enabled": True, "targetMemoryUtilizationPercentage": 80}
    assert render(autoscaling=scaled) == ()
    assert render(image={"tagg": "1"}) == (
        RenderFailure("is not allowed here", values_path="shop.image.tagg"),
    )


def test_an_empty_text_may_stand_for_anything() -> None:
    made = schema('nodePort: ""\n', "{{ .Values.nodePort }}")
    assert takes(made, {"nodePort": 30080})


def test_the_chart_s_own_cases_are_taken() -> None:
    files = {
        "Chart.yaml": CHART,
        "values.yaml": "claim: false\nport: 80\nsize: {min: 1}\n",
        "templates/a.yaml": "a: {{ .Values.claim }}{{ .Values.port }}{{ .Values.size.min }}\n",
        "ci/own-values.yaml": "claim: files\nsize: {min: 10%}\n",
    }
    made = json.loads(
        generate({path: text.encode() for path, text in files.items()}, ("schema",))["values.schema.json"]
    )
    assert takes(made, {"claim": "files", "size": {"min": "10%"}})
    assert not takes(made, {"port": "http"})
