"""The parser of templates: it takes what Helm takes, refuses what Helm refuses, and knows the places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.charts.support import CHART

from chartwright.templates.nodes import (
    Action,
    Branch,
    Define,
    Dot,
    Field,
    Function,
    Literal,
    Pipe,
    Variable,
)
from chartwright.templates.parse import parse
from helmwright.charts.template_tokens import TemplateError
from helmwright.render.engine import Rendered, RenderRequest
from helmwright.render.helm.library import Library

TAKEN = [
    "",
    "text { } }} only",
    "{{/* a comment with }} in it */}}",
    "{{- /* trimmed */ -}}",
    "{{ 1\n  -}}",
    "{{ -3 }}{{- -3 -}}",
    "{{ \"}}\" }}{{ `raw\n}}` }}{{ 'x' }}",
    '{{ "\\x41\\u0042\\n\\"" }}',
    "{{ $x := 1 }}{{ $x = 2 }}{{ $x }}",
    "{{ if true }}a{{ else if false }}b{{ else }}c{{ end }}",
    "{{ with 1 }}a{{ else with 2 }}b{{ else }}c{{ end }}",
    "{{ range $i, $e := list 1 2 }}{{ if $i }}{{ break }}{{ else }}{{ continue }}{{ end }}{{ end }}",
    "{{ range list }}{{ else }}none{{ end }}",
    '{{ define "a" }}{{ . }}{{ end }}{{ template "a" 1 }}{{ template "a" }}',
    '{{ block "b" . }}x{{ end }}',
    '{{ (dict "a" (dict "b" 1)).a.b }}',
    "{{ .Values.a | default (list 1 2 | first) | int }}",
    "{{ 0x1F }}{{ 1e3 }}{{ .5 }}{{ 1_000 }}{{ quote nil }}",
    "{{ not (and true\n  false) }}",
    "{{if true}}{{end}}",
    "{{ 1 | }}",
]
REFUSED = [
    "{{ if }}{{ end }}",
    "{{ if true }}",
    "{{ end }}",
    "{{ else }}",
    "{{ if true }}{{ else }}{{ else }}{{ end }}",
    "{{ }}",
    "{{ .a",
    "{{ (list 1 }}",
    "{{ list 1) }}",
    '{{ "open }}',
    "{{/* open }}",
    "{{/* a */ b */}}",
    "{{-  /* after two spaces */}}",
    "{{-\u2003/* after another space */}}",
    "{{ define a }}{{ end }}",
    "{{ template }}",
    "{{ if true }}{{ end 1 }}",
    "{{ @ }}",
]


def helm_takes(text: str) -> bool:
    files = {"Chart.yaml": b"apiVersion: v2\nname: demo\nversion: 0.1.0\n", "templates/a.txt": text.encode()}
    return isinstance(Library().template(RenderRequest("a", "a", files, "1.34")), Rendered)


@pytest.mark.parametrize("text", TAKEN)
def test_what_helm_takes_is_parsed(text: str) -> None:
    assert helm_takes(text)
    parse("a", text)


@pytest.mark.parametrize("text", REFUSED)
def test_what_helm_refuses_is_refused(text: str) -> None:
    assert not helm_takes(text)
    with pytest.raises(TemplateError):
        parse("a", text)


@pytest.mark.parametrize("path", [path for path in CHART if path.startswith("templates/")])
def test_the_service_chart_is_parsed(path: str) -> None:
    text = CHART[path].decode()
    template = parse(path, text)
    assert [node for node in template.body.nodes if isinstance(node, Define)] or template.body.nodes


def test_a_pipe_is_a_tree() -> None:
    (action,) = parse("a", '{{ $x.y | f (.a.b) "s" 1 }}').body.nodes
    assert action == Action(
        3,
        Pipe(
            3,
            (
                (Field(5, Variable(3, "x"), "y"),),
                (
                    Function(10, "f"),
                    Pipe(13, ((Field(15, Field(13, Dot(13), "a"), "b"),),)),
                    Literal(19, "s"),
                    Literal(23, None),
                ),
            ),
        ),
    )


def test_a_body_knows_where_it_begins_and_what_ends_it() -> None:
    text = "{{ range $k, $v := .m }}a{{ if $k }}b{{- else }}c{{ end }}{{- end }}"
    (outer,) = parse("a", text).body.nodes
    assert isinstance(outer, Branch)
    assert outer.pipe.variables == ("k", "v")
    assert (text[outer.body.start : outer.body.end], outer.body.trims) == (
        "a{{ if $k }}b{{- else }}c{{ end }}",
        True,
    )
    (inner,) = outer.body.nodes
    assert isinstance(inner, Branch)
    assert inner.otherwise is not None
    assert text[inner.otherwise.start : inner.otherwise.end] == "c"


def test_places_count_from_one() -> None:
    template = parse("a", "a\nbc{{ . }}\n")
    assert [template.place(at) for at in (0, 2, 4)] == [(1, 1), (2, 1), (2, 3)]


@given(text=st.sampled_from(TAKEN), data=st.data())
def test_whatever_helm_takes_is_parsed(text: str, data: st.DataObject) -> None:
    """Templates with a piece taken out, or put in again elsewhere: most are broken, and Helm says which are not."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    at = data.draw(st.integers(0, len(text)))
    rest = text[:start] + text[end:]
    changed = (
        rest[:at] + data.draw(st.sampled_from(["", text[start:end], " ", "-", "(", "{{ end }}"])) + rest[at:]
    )
    if helm_takes(changed):
        parse("a", changed)
