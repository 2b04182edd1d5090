"""Which values are tried for having a say in selectors, and what that costs."""

from __future__ import annotations

import pytest
from tests.helms import Counting

from chartwright.cases.case import Case
from chartwright.cases.renders import Engine
from chartwright.lint.check import lint
from chartwright.templates.parse import parse
from chartwright.usage.trace import trace

HELPERS = """
{{ define "name" }}{{ .Values.name }}{{ end }}
{{ define "print" }}{{ $value := .value }}{{ $value }}{{ end }}
{{ define "deployment" }}
  selector:
    matchLabels: {{ toYaml .labels | nindent 6 }}
{{ end }}
"""


def selecting(template: str) -> str:
    """The paths that may have a say in a selector of the template."""
    usage = trace(
        [parse("templates/a.yaml", template), parse("templates/_h.tpl", HELPERS)], (), ["templates/a.yaml"]
    )
    return " ".join(sorted(".".join(path) for path in usage.selecting))


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("spec:\n  selector:\n    app: {{ .Values.a }}\n  replicas: {{ .Values.b }}\n", "a"),
        ("spec:\n  selector: {{ toYaml .Values.a | nindent 4 }}\n  b: {{ .Values.b }}\n", "a"),
        (
            "spec:\n  selector:\n    {{- if .Values.a }}\n    b: c\n    {{- end }}\n  d: {{ .Values.e }}\n",
            "a",
        ),
        ('spec:\n  podSelector:\n    app: {{ include "name" . }}\n', "name"),
        ('a: {{ include "print" (dict "value" .Values.a) }}\nselector: {b: c}\n', ""),
        ("{{ $l := .Values.a }}\nspec:\n  selector:\n    app: {{ $l }}\n", "a"),
        ('{{ $l := include "name" . }}\nspec:\n  selector:\n    app: {{ $l }}\n', "name"),
        ("{{ if .Values.a }}\nspec:\n  selector: {b: c}\n{{ end }}\n", ""),
        ("spec:\n{{ if .Values.a }}\n  selector: {b: c}\n{{ else }}\n  selector: {d: e}\n{{ end }}\n", "a"),
        (
            '{{ $l := "b" }}{{ if .Values.a }}{{ $l = "c" }}{{ end }}\nselector:\n  app: {{ $l }}\n',
            "a",
        ),
        ('{{ include "deployment" (dict "labels" .Values.a "size" .Values.b) }}\n', "a"),
        ("labels: &labels\n  a: {{ .Values.a }}\nselector: *labels\n", "a"),
        ('{{ merge (dict "selector" .Values.a) .Values.b | toYaml }}\n', "a b b.*"),
    ],
)
def test_values_that_have_a_say_in_a_selector(template: str, expected: str) -> None:
    assert selecting(template) == expected


def chart(values: int) -> dict[str, bytes]:
    """A chart of so many values that each is refused when it changes, with a selector that follows from one more."""
    names = [f"v{number}" for number in range(values)]
    guards = "".join(
        f'{{{{ if ne .Values.{name} "a" }}}}{{{{ fail "no" }}}}{{{{ end }}}}\n' for name in names
    )
    return {
        "Chart.yaml": b"apiVersion: v2\nname: demo\nversion: 0.1.0\n",
        "values.yaml": "".join(f"{name}: a\n" for name in [*names, "team"]).encode(),
        "templates/a.yaml": f"{guards}apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: a}}\n"
        "spec:\n  selector:\n    matchLabels:\n      team: {{ .Values.team }}\n".encode(),
    }


def test_values_that_have_no_say_cost_no_renders() -> None:
    counts = []
    for values in (1, 50):
        helm = Counting()
        found, refused = lint(chart(values), [Case("values.yaml", {})], Engine(helm, "1.34"))
        assert [finding.message for finding in (*found, *refused)] == [
            "the selector of Deployment a changes with the value team"
        ]
        counts.append(helm.renders)
    assert counts[0] == counts[1]
