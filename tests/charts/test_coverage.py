"""What no case of a chart tries, exactly."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import Result
from tests.charts.support import CASES, FOLDER
from tests.helms import ALL, Counting, started
from tests.program import helmwright

from chartwright.cases.case import Case
from chartwright.cases.renders import Engine
from chartwright.coverage.branches import gone
from chartwright.coverage.ways import ways
from chartwright.templates.parse import parse
from helmwright.render.engine import Renderer

GREETER = Path(__file__).parents[1] / "foreign/greeter"
CHANGING = Path(__file__).parents[2] / "docs/how-to/change-the-service-chart.md"
FLOORS = ("--fail-under", "leaves=100", "--fail-under", "branches=94")
"""What the page on changes of the service chart states, too."""


def coverage(*arguments: str) -> Result:
    return helmwright("charts", "coverage", *arguments)


@pytest.fixture(params=ALL)
def engine(request: pytest.FixtureRequest) -> Renderer:
    return started(request.param)


def missed(template: str, *values: dict[str, object], engine: Renderer, helpers: str = "") -> list[str]:
    """What the values do not reach of a template, as `line: tag what`."""
    texts = {"templates/a.yaml": template, "templates/_helpers.tpl": helpers}
    chart = {
        "Chart.yaml": b"apiVersion: v2\nname: demo\nversion: 0.1.0\n",
        **{path: text.encode() for path, text in texts.items()},
    }
    templates = {path: parse(path, text) for path, text in texts.items()}
    taken = gone(templates, chart, [Case("c", value) for value in values], Engine(engine, "1.34"))
    return [f"{way.line}: {way.tag} {way.missed}" for way in ways(templates.values()) if way not in taken]


def test_each_way_of_an_if_counts(engine: Renderer) -> None:
    template = "a: {{- if .Values.x }} 1 {{- else if .Values.y }} 2 {{- else }} 3 {{- end }}\n"
    assert missed(template, {"x": 1}, engine=engine) == [
        "1: {{- else if .Values.y }} is never true",
        "1: {{- else if .Values.y }} is never false",
    ]
    assert missed(template, {"y": 1}, {}, engine=engine) == ["1: {{- if .Values.x }} is never true"]
    assert missed(template, {"x": 1}, {"y": 1}, {}, engine=engine) == []


def test_the_way_past_an_if_without_else_counts(engine: Renderer) -> None:
    template = "a: 1\n{{- if .Values.x }}\nb: 2\n{{- end }}\n{{ with .Values.y -}} c: {{ . }} {{ end }}"
    assert missed(template, {"x": 1, "y": 1}, engine=engine) == [
        "2: {{- if .Values.x }} is never false",
        "5: {{ with .Values.y -}} is never empty",
    ]
    assert missed(template, {"x": 1, "y": 1}, {}, engine=engine) == []


def test_a_range_counts_once_unless_it_has_an_else(engine: Renderer) -> None:
    template = "a: [{{ range .Values.x }}1,{{ end }}]\nb: [{{ range .Values.x }}1,{{ else }}2{{ end }}]\n"
    assert missed(template, {"x": [1]}, engine=engine) == ["2: {{ range .Values.x }} is never empty"]
    assert missed(template, {}, engine=engine) == [
        "1: {{ range .Values.x }} never has an entry",
        "2: {{ range .Values.x }} never has an entry",
    ]


def test_what_a_named_template_prints_is_not_disturbed(engine: Renderer) -> None:
    """A marker in the output would make the empty result of `flag` true, and that of `map` no JSON."""
    helpers = (
        '{{ define "flag" }}{{ if .Values.x }}yes{{ end }}{{ end }}'
        '{{ define "map" }}{{ if .Values.y }}{"k": 1}{{ else }}{}{{ end }}{{ end }}'
        '{{ define "unused" }}{{ end }}'
    )
    template = '{{ if include "flag" . }}a: 1{{ end }}\nb: {{ (include "map" . | fromJson).k | default 0 }}\n'
    assert missed(template, {}, {"y": 1}, engine=engine, helpers=helpers) == [
        "1: {{ if .Values.x }} is never true",
        '1: {{ define "unused" }} is never rendered',
        '1: {{ if include "flag" . }} is never true',
    ]


def test_named_templates_count_whatever_their_context_is(engine: Renderer) -> None:
    helpers = (
        '{{ define "own" }}{{ if .Values.x }}a{{ end }}{{ end }}'
        '{{ define "held" }}{{ if .context.Values.x }}b{{ end }}{{ end }}'
        '{{ define "listed" }}{{ if index . 1 }}c{{ end }}{{ end }}'
        '{{ define "text" }}{{ if eq . "x" }}d{{ end }}{{ end }}'
        '{{ define "none" }}{{ if true }}e{{ end }}{{ end }}'
    )
    template = (
        'a: {{ include "own" . }}{{ include "held" (dict "context" $) }}{{ include "listed" (list $ 1) }}'
        '{{ include "text" "x" }}{{ include "none" nil }}\n'
    )
    assert missed(template, {"x": 1}, engine=engine, helpers=helpers) == [
        "1: {{ if .Values.x }} is never false",
        "1: {{ if .context.Values.x }} is never false",
        "1: {{ if index . 1 }} is never false",
        '1: {{ if eq . "x" }} is never false',
        "1: {{ if true }} is never false",
    ]


def test_what_a_tag_trims_stays_trimmed() -> None:
    helm = Counting()
    template = "a: 1\n# {{ if .Values.x -}}\n: no YAML :\n{{ end }}\n"
    assert missed(template, {"x": 1}, engine=helm) == ["2: {{ if .Values.x -}} is never false"]
    assert helm.renders == 1


def test_what_files_and_roots_of_named_templates_take_costs_no_renders() -> None:
    helm = Counting()
    ways_ = "".join(f"{{{{ if .Values.v{number} }}}}a{number}: 1\n{{{{ end }}}}" for number in range(50))
    helpers = f'{{{{ define "all" }}}}{ways_.replace("}a", "}b")}{{{{ end }}}}'
    values: dict[str, object] = {f"v{number}": number % 2 for number in range(50)}
    found = missed(f'{ways_}{{{{ include "all" . }}}}', values, engine=helm, helpers=helpers)
    assert len(found) == 100
    assert helm.renders == 2


def test_the_cases_of_the_service_chart_set_every_value_and_take_most_branches() -> None:
    stated = re.search(r"helmwright charts coverage (.*) charts/service\n", CHANGING.read_text())
    assert stated
    assert stated[1] == f"--umbrella --cases tests/charts/cases {' '.join(FLOORS)}"
    cases = str(next(iter(CASES.values())).parent)
    result = coverage("--umbrella", "--cases", cases, *FLOORS, "--format", "json", str(FOLDER))
    report = json.loads(result.output)
    assert report["leaves"]["missing"] == []
    assert result.exit_code == 0, "\n".join(report["branches"]["missing"])


def test_a_chart_that_is_not_ours_is_measured_as_it_is() -> None:
    result = coverage(str(GREETER))
    assert result.exit_code == 0
    values, branches = result.output.split("78.7 %")
    assert values.splitlines() == [
        "78.5 %: 22 of 28 values set",
        *(f"  {name}" for name in ("affinity", "fullnameOverride", "nameOverride", "replicaCount")),
        "  serviceAccount.annotations",
        "  tolerations",
    ]
    assert branches.splitlines()[:2] == [
        ": 37 of 47 branches taken",
        "  templates/_names.tpl:8:1: {{- if .Values.fullnameOverride }} is never true",
    ]


def test_its_defaults_are_the_case_of_a_chart_without_cases(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "Chart.yaml").write_text("apiVersion: v2\nname: demo\nversion: 0.1.0\n")
    (tmp_path / "values.yaml").write_text("size: 1\n")
    (tmp_path / "templates/a.yaml").write_text("{{ if .Values.size }}kind: A{{ end }}\n")
    assert coverage(str(tmp_path)).output == (
        "0.0 %: 0 of 1 values set\n"
        "  size\n"
        "50.0 %: 1 of 2 branches taken\n"
        "  templates/a.yaml:1:1: {{ if .Values.size }} is never false\n"
    )


@pytest.mark.parametrize(("floor", "code"), [("leaves=78.5", 0), ("leaves=79", 1), ("branches=78.8", 1)])
def test_too_little_fails(floor: str, code: int) -> None:
    assert coverage(str(GREETER), "--fail-under", floor).exit_code == code


def test_a_floor_has_a_name_and_a_percentage() -> None:
    result = coverage(str(GREETER), "--fail-under", "90")
    assert result.exit_code == 2
    assert "'90' is not leaves=PERCENT or branches=PERCENT" in result.output


def test_a_case_that_does_not_render_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("service: none\n")
    result = coverage(str(GREETER), "--cases", str(tmp_path))
    assert result.exit_code == 1
    assert result.output.startswith(f"{tmp_path}/bad.yaml: error H102: ")


def test_a_template_that_cannot_be_parsed_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "Chart.yaml").write_text("apiVersion: v2\nname: demo\nversion: 0.1.0\n")
    (tmp_path / "templates/a.yaml").write_text("a: 1\n{{ if .x }}\n")
    result = coverage(str(tmp_path))
    assert result.exit_code == 1
    assert f"{tmp_path}/templates/a.yaml:2:1: error C121: {{{{ if }}}} has no end\n" in result.output


def test_global_values_that_nothing_describes_are_no_value_of_the_chart(tmp_path: Path) -> None:
    (tmp_path / "Chart.yaml").write_text("{apiVersion: v2, name: demo, version: 0.1.0}")
    schema = {"properties": {"a": {"type": "string"}, "global": {"type": "object"}}}
    (tmp_path / "values.schema.json").write_text(json.dumps(schema))
    report = json.loads(coverage(str(tmp_path), "--format", "json").output)
    assert report["leaves"]["missing"] == ["a"]
