"""A vendored chart's templates are given to Helm once, and print what they did."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from helmwright.archive import pack, unpack
from helmwright.render.engine import Rendered, RenderFailure, RenderRequest
from helmwright.render.hoisted import HOISTED, hoisted
from helmwright.render.sdk import SdkRenderer

PATH = "charts/service-1.0.0.tgz"
SERVICE = {
    "Chart.yaml": b"apiVersion: v2\nname: service\nversion: 1.0.0\n",
    "values.yaml": b"# How large it is.\nsize: 1\n",
    "templates/_names.tpl": b'{{ define "name" }}{{ .Chart.Name }}-{{ $.Release.Name }}{{ end }}',
    "templates/config.yaml": (
        b'\n{{- $size := .Values.size }}\n\nname: {{ include "name" . }}  \nsize: {{ $size }}\n'
        b"file: {{ $.Template.Name }}\nbase: {{ .Template.BasePath }}\n\n"
    ),
    "templates/sub/sum.yaml": b'sum: {{ include (print $.Template.BasePath "/config.yaml") . | sha256sum }}\n',
    "templates/NOTES.txt": b"Thanks\n",
}


NOTHING: Mapping[str, bytes] = {}


def umbrella(service: Mapping[str, bytes] = SERVICE, files: Mapping[str, bytes] = NOTHING) -> RenderRequest:
    chart = {
        "Chart.yaml": (
            b"apiVersion: v2\nname: prod-shop\nversion: 1.0.0\ndependencies:\n"
            b"  - {name: service, version: 1.0.0, alias: cart}\n"
            b"  - {name: service, version: 1.0.0, alias: web}\n"
        ),
        "values.yaml": b"web: {size: 2}\n",
        PATH: pack("service", service),
    }
    return RenderRequest("prod-shop", "shop", {**chart, **files}, "1.34")


def test_the_templates_move_into_the_umbrella_and_files_that_call_them_stay() -> None:
    request = umbrella()
    chart = hoisted(request).chart
    assert chart.keys() - request.chart.keys() == {HOISTED}
    rest = unpack(chart[PATH])
    assert rest.keys() == SERVICE.keys() - {"templates/_names.tpl"}
    assert rest["templates/config.yaml"] == b'{{ template "hoisted/templates/config.yaml" . }}'
    assert {name: rest[name] for name in rest if not name.endswith("yaml") or "/" not in name} == {
        name: SERVICE[name] for name in ("Chart.yaml", "templates/NOTES.txt")
    } | {"values.yaml": b'{"size": 1}'}


def test_what_helm_renders_is_the_same_to_the_byte() -> None:
    whole, engine = umbrella(), SdkRenderer()
    apart = umbrella(
        files={"templates/empty.yaml": b""}
    )  # an umbrella with templates of its own stays as it is
    assert hoisted(apart) is apart
    lean, plain = engine.render(whole), engine.render(apart)
    assert isinstance(lean, Rendered)
    assert isinstance(plain, Rendered)
    assert "name: web-prod-shop  \nsize: 2\nfile: prod-shop/charts/web/templates/config.yaml\n" in str(
        lean.templates["prod-shop/charts/web/templates/config.yaml"]
    )
    assert lean.templates == {path: text for path, text in plain.templates.items() if "charts/" in path}


def test_a_refusal_names_the_chart_s_own_template_and_line() -> None:
    broken = {**SERVICE, "templates/config.yaml": b'\n\n{{ fail "never" }}\n'}
    request = umbrella({path: broken[path] for path in broken if "sum" not in path})
    assert hoisted(request) is not request
    failures = SdkRenderer().render(request)
    assert isinstance(failures, tuple)
    (failure,) = failures
    assert failure == RenderFailure("never", "prod-shop/charts/web/templates/config.yaml", 3)


@pytest.mark.parametrize(
    "request_",
    [
        umbrella(files={"templates/own.yaml": b"a: 1\n"}),
        umbrella(files={"charts/other-1.0.0.tgz": pack("other", SERVICE)}),
        umbrella({**SERVICE, "charts/inner/Chart.yaml": b"name: inner\n"}),
        umbrella({**SERVICE, "templates/config.yaml": b'{{- define "inner" }}{{ end }}'}),
        umbrella({**SERVICE, "templates/config.yaml": b'{{\nblock "inner" . }}{{ end }}'}),
        umbrella({**SERVICE, "values.yaml": b"a: [\n"}),
        umbrella({**SERVICE, "values.yaml": b"a: 1\n---\nb: 1\n"}),
        umbrella(files={PATH: b"no archive"}),
    ],
    ids=["own-templates", "two-charts", "nested", "define", "block", "values", "documents", "damaged"],
)
def test_what_is_not_plain_goes_to_helm_as_it_is(request_: RenderRequest) -> None:
    assert hoisted(request_) is request_
