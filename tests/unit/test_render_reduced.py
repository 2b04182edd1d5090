"""Helm is given less than the umbrella chart, and prints the same."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from helmwright.archive import pack, unpack
from helmwright.limits import LEAN_BYTES
from helmwright.render.engine import Rendered, RenderFailure, RenderRequest
from helmwright.render.helm.library import Library
from helmwright.render.reduced.umbrella import HOISTED, lean

PATH = "charts/service-1.0.0.tgz"
SCHEMA = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "object",
    "additionalProperties": False,
    "properties": {"size": {"type": "integer"}, "sum": {"type": "boolean"}, "global": {"type": "object"}},
}
SERVICE = {
    "Chart.yaml": b"apiVersion: v2\nname: service\nversion: 1.0.0\n",
    "values.yaml": b"# How large it is.\nsize: 1\n",
    "values.schema.json": json.dumps(SCHEMA).encode(),
    "templates/_names.tpl": b'{{ define "name" }}{{ .Chart.Name }}-{{ $.Release.Name }}{{ end }}',
    "templates/_sums.tpl": b'{{ define "sum" }}{{ include "name" . | sha256sum }}{{ end }}',
    "templates/config.yaml": (
        b'\n{{- $size := .Values.size }}\n\nname: {{ include "name" . }}  \nsize: {{ $size }}\n'
        b"file: {{ $.Template.Name }}\nbase: {{ .Template.BasePath }}\n\n"
    ),
    "templates/sub/sum.yaml": b'{{ if .Values.sum }}sum: {{ include "sum" . }}{{ end }}\n',
    "templates/NOTES.txt": b"Thanks\n",
}
NOTHING: Mapping[str, bytes] = {}


def service(files: Mapping[str, bytes] = NOTHING, *, without: str = "") -> Mapping[str, bytes]:
    return {path: content for path, content in {**SERVICE, **files}.items() if path != without}


def umbrella(
    values: str = "web: {size: 2}\n",
    chart: Mapping[str, bytes] = SERVICE,
    files: Mapping[str, bytes] = NOTHING,
    extra: str = "",
) -> RenderRequest:
    metadata = (
        "apiVersion: v2\nname: prod-shop\nversion: 1.0.0\ndependencies:\n"
        f"  - {{name: service, version: 1.0.0, alias: cart{extra}}}\n"
        "  - {name: service, version: 1.0.0, alias: web}\n"
    )
    own = {"Chart.yaml": metadata.encode(), "values.yaml": values.encode(), PATH: pack("service", chart)}
    return RenderRequest("prod-shop", "shop", {**own, **files}, "1.34")


def test_templates_move_into_the_umbrella_and_files_that_call_them_stay() -> None:
    request = umbrella("cart: {sum: true}\n")
    chart = lean(request).chart
    assert chart.keys() - request.chart.keys() == {HOISTED}
    assert unpack(chart[PATH]) == {
        "Chart.yaml": SERVICE["Chart.yaml"],
        "templates/NOTES.txt": b"Thanks\n",
        "templates/config.yaml": b'{{ template "hoisted/templates/config.yaml" . }}',
        "templates/sub/sum.yaml": b'{{ template "hoisted/templates/sub/sum.yaml" . }}',
        "values.yaml": b'{"size": 1}',
    }
    assert {**chart, PATH: request.chart[PATH], HOISTED: b""} == {**request.chart, HOISTED: b""}


def test_what_is_off_for_every_alias_is_left_out_with_what_only_it_calls() -> None:
    chart = lean(umbrella()).chart
    assert "templates/sub/sum.yaml" not in unpack(chart[PATH])
    assert b'define "name"' in chart[HOISTED]
    assert b'define "sum"' not in chart[HOISTED]


@pytest.mark.parametrize("values", ["web: {size: 2}\n", "cart: {sum: true}\n"], ids=["off", "on"])
def test_what_helm_renders_is_the_same_to_the_byte(values: str) -> None:
    whole, engine = umbrella(values), Library()
    apart = umbrella(values, files={"templates/own.yaml": b""})
    assert HOISTED not in lean(apart).chart
    less, plain = engine.template(whole), engine.template(apart)
    assert isinstance(less, Rendered)
    assert less == plain
    assert "file: prod-shop/charts/web/templates/config.yaml\n" in str(
        less.templates["prod-shop/charts/web/templates/config.yaml"]
    )


def test_a_refusal_names_the_chart_s_own_template_and_line() -> None:
    request = umbrella(chart=service({"templates/config.yaml": b'\n\n{{ fail "never" }}\n'}))
    assert lean(request) is not request
    assert Library().template(request) == (
        RenderFailure("never", "prod-shop/charts/web/templates/config.yaml", 3),
    )


@pytest.mark.parametrize("name", ["off.yaml", "_off.tpl"])
def test_what_is_left_out_is_refused_where_helm_refuses_to_parse_it(name: str) -> None:
    chart = service({f"templates/{name}": b"{{ if .Values.sum }}\n{{ nosuch }}\n{{ end }}"})
    request = umbrella(chart=chart)
    assert f"templates/{name}" not in unpack(lean(request).chart[PATH])
    whole = umbrella(chart=chart, files={"templates/own.yaml": b""})
    assert isinstance(refused := Library().template(request), tuple)
    assert (refused[0].message, refused[0].line) == ('function "nosuch" not defined', 2)
    assert refused == Library().template(whole)


def test_global_values_reach_every_alias() -> None:
    schema = {**SCHEMA, "properties": {"size": {}, "global": {"required": ["environment"]}}}
    chart = service({"values.schema.json": json.dumps(schema).encode()})
    without, with_global = (umbrella(text, chart) for text in ("cart: {}\n", "global: {environment: prod}\n"))
    assert lean(without) is without
    assert lean(with_global) is not with_global


@pytest.mark.parametrize(
    "request_",
    [
        umbrella(files={"templates/own.yaml": b"a: 1\n"}),
        umbrella(chart=service({"templates/config.yaml": b'{{- define "inner" }}{{ end }}'})),
        umbrella(chart=service({"templates/config.yaml": b'{{\nblock "inner" . }}{{ end }}'})),
        umbrella(chart=service({"templates/_other.tpl": SERVICE["templates/_names.tpl"]})),
        umbrella(chart=service({"templates/_other.tpl": b"{{ @ }}"})),
        umbrella(chart=service({"templates/_other.tpl": b"\xff"})),
    ],
    ids=["own-templates", "define", "block", "defined-twice", "refused", "no-text"],
)
def test_templates_that_might_meet_others_stay_where_they_are(request_: RenderRequest) -> None:
    chart = lean(request_).chart
    assert chart.keys() == request_.chart.keys()
    assert unpack(request_.chart[PATH]).keys() - unpack(chart[PATH]).keys() == {"values.schema.json"}


@pytest.mark.parametrize(
    "request_",
    [
        umbrella("cart: {size: large}\n"),
        umbrella("cart: {colour: red}\n"),
        umbrella("cart: {size: null}\n"),
        umbrella("global: 3\n"),
        umbrella("cart: {global: abc}\n"),
        umbrella("cart: [\n"),
        umbrella("a: 1\n---\nb: 1\n"),
        umbrella(extra=", condition: cart.enabled"),
        umbrella(chart=service({"values.schema.json": b"{"})),
        umbrella(chart=service({"charts/inner/Chart.yaml": b"name: inner\n"})),
        umbrella(chart=service({"values.yaml": b"a: [\n"})),
        umbrella(chart=service({"values.yaml": b"a: 1\n---\nb: 1\n"})),
        umbrella(chart=service(without="Chart.yaml")),
        umbrella(chart=service({"requirements.yaml": b"name: other\n"})),
        umbrella(chart=service({"Chart.yaml": b"name: service\nDependencies: [{name: other}]\n"})),
        umbrella(files={PATH: pack("service", SERVICE) * 2}),
        umbrella(chart=service({"large.bin": bytes(LEAN_BYTES.value)})),
        umbrella(files={"charts/other-1.0.0.tgz": pack("other", SERVICE)}),
        umbrella(files={PATH: b"no archive"}),
        RenderRequest("service", "shop", SERVICE, "1.34"),
    ],
    ids=[
        *(
            "type",
            "unknown",
            "null",
            "global",
            "own-global",
            "syntax",
            "documents",
            "condition",
            "broken-schema",
            "nested",
        ),
        *(
            "defaults",
            "default-documents",
            "no-metadata",
            "requirements",
            "letters",
            "members",
            "large",
            "unlisted-chart",
            "damaged",
            "no-umbrella",
        ),
    ],
)
def test_what_is_not_sure_goes_to_helm_as_it_is(request_: RenderRequest) -> None:
    assert lean(request_) is request_
