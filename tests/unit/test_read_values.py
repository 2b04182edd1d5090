"""Values that a chart does not read are told from those that it reads, and from those that nobody can tell."""

from __future__ import annotations

from typing import Any

import pytest

from helmwright import archive
from helmwright.charts.read_values import Path, Reader

VALUES = """\
image: {repository: shop/cart, tag: "1"}
nodeSelector: {kubernetes.io/os: linux}
env: {LEVEL: info}
config: {server: {port: 80}}
grafana: {enabled: true}
"""
TEMPLATE = """\
image: {{ .Values.image.repository }}:{{ .Values.image.tag }}
{{- if .Values.image.pullSecrets }}
secrets: {{ .Values.image.pullSecrets }}
{{- end }}
{{- range $key, $value := .Values.env }}
{{ $key }}: {{ $value }}
{{- end }}
config: {{ index .Values "config" | toJson }}
{{- with .Values.nodeSelector }}{{ toYaml . }}{{ end }}
"""
INNER = archive.pack(
    "grafana", {"Chart.yaml": b"name: grafana\nversion: 1.0.0\n", "values.yaml": b"adminPassword: x\n"}
)


def unread(values: dict[str, Any], template: str = TEMPLATE, defaults: str = VALUES) -> list[Path]:
    files = {"values.yaml": defaults.encode(), "templates/a.yaml": template.encode()}
    return [path for path, _ in Reader({**files, "charts/grafana-1.0.0.tgz": INNER}).unread(values)]


def test_a_name_that_stands_nowhere_in_the_chart() -> None:
    assert unread({"imagee": {}, "image": {"tga": "2"}}) == [("imagee",), ("image", "tga")]


@pytest.mark.parametrize(
    "values",
    [
        {"image": {"tag": "2", "pullSecrets": ["x"]}},
        {"env": {"COLOUR": "red"}},
        {"config": {"server": {"colour": "red"}}},
        {"nodeSelector": {"disk": "fast"}},
        {"grafana": {"adminPassword": "y"}},
        {"image": {"example.com/colour": "red"}},
    ],
    ids=["read", "in-a-loop", "by-its-name", "whole", "by-a-chart-in-it", "no-name-of-a-value"],
)
def test_what_the_chart_may_read_is_left_alone(values: dict[str, Any]) -> None:
    assert unread(values) == []


def test_a_map_that_another_template_is_told_to_pass_on_is_left_alone() -> None:
    template = (
        '{{ define "all" }}{{ toYaml (index .root.Values .name) }}{{ end }}'
        '{{ include "all" (dict "name" "config" "root" .) }}'
    )
    assert unread({"config": {"colour": "red"}}, template=template) == []


def test_what_is_beside_it_is_told() -> None:
    files = {"values.yaml": VALUES.encode(), "templates/a.yaml": TEMPLATE.encode()}
    assert list(Reader(files).unread({"image": {"tga": 1}})) == [(("image", "tga"), ("repository", "tag"))]


@pytest.mark.parametrize("broken", ["{{ .Values.image", "{{/* never closed"])
def test_a_chart_that_cannot_be_read_is_for_helm_to_refuse(broken: str) -> None:
    assert unread({"image": {"tga": 1}}, template=broken) == []


def test_values_that_cannot_be_read_are_for_helm_to_refuse() -> None:
    assert unread({"imagee": 1}, defaults="a: [") == []


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("{{- if .Values.job.enabled }}\nkind: Job\n{{- end }}", [("job", "enabled")]),
        ("# A job.\n{{ if and .Values.a (not $.Values.b.c) }}kind: Job{{ end }}", [("a",), ("b", "c")]),
        ("{{/* .Values.none */}}{{ if .Capabilities.APIVersions }}kind: Job{{ end }}", []),
        ("kind: {{ .Values.kind }}{{ if .Values.job }}{{ end }}", []),
        ("kind: Job", []),
        ("{{ if .Values.job", []),
    ],
    ids=["if", "and", "other", "not-first", "always", "broken"],
)
def test_what_decides_whether_a_template_prints(text: str, asked: list[Path]) -> None:
    assert list(Reader({"templates/job.yaml": text.encode()}).asked("templates/job.yaml")) == asked


def test_a_template_that_is_not_there_asks_for_nothing() -> None:
    assert list(Reader({}).asked("templates/job.yaml")) == []
