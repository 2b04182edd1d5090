"""Which template files print nothing for some values, and which named templates are then called by nobody."""

from __future__ import annotations

from typing import Any

import pytest

from helmwright.render.reduced.needed_files import printing, reached

Values = dict[str, Any]


def prints(text: str, *values: Values) -> bool:
    return bool(printing({"templates/file.yaml": text.encode()}, values))


@pytest.mark.parametrize(
    "text",
    [
        "{{ if .Values.on }}x: 1{{ end }}",
        "\n{{- /* Why: }} */}}\n{{- if .Values.on -}}\nx: 1\n{{- end -}}\n{{/* end */ -}}\n",
        "{{ if $.Values.on }}{{ if true }}x{{ else }}y{{ end }}{{ end }}",
        '{{ if and .Values.on (eq (.Values.kind | default "|") "a") }}{{ range .Values.list }}x{{ end }}{{ end }}',
        '{{ if and\n .Values.on .Values.other }}{{ "}} {{ end }}" }}{{ end }}',
    ],
)
def test_a_file_within_one_condition_prints_nothing_while_its_value_is_empty(text: str) -> None:
    assert not prints(text, {})
    empties: tuple[Any, ...] = (False, 0, "", {}, [], None)
    for empty in empties:
        assert not prints(text, {"on": empty})
    assert prints(text, {"on": True})
    assert prints(text, {}, {"on": {"a": 1}})


@pytest.mark.parametrize(
    "text",
    [
        "x: 1",
        "",
        "{{ if .Values.on }}x{{ else }}y{{ end }}",
        "{{ if .Values.on }}x{{ end }}y: 1",
        "y: 1{{ if .Values.on }}x{{ end }}",
        "{{ if .Values.on }}x{{ end }}{{ if .Values.on }}x{{ end }}",
        "{{ if .Values.on }}x{{ end }}{{ with .Values.other }}y{{ end }}",
        "{{ if .Values.on | default true }}x{{ end }}",
        "{{ if and .Values.on .Values.other | not }}x{{ end }}",
        "{{ if or .Values.on true }}x{{ end }}",
        "{{ if not .Values.on }}x{{ end }}",
        "{{ if .Values.on.Size }}x{{ end }}",
        "{{ if $on := true }}x{{ end }}",
        "{{ if (.Values.on) }}x{{ end }}",
    ],
)
def test_every_other_file_may_print(text: str) -> None:
    assert prints(text, {})


def test_a_condition_may_reach_into_maps() -> None:
    text = "{{ if .Values.ingress.on }}x{{ end }}"
    assert not prints(text, {"ingress": {}})
    assert not prints(text, {"ingress": {"on": False}})
    assert prints(text, {"ingress": {"on": True}})


def test_notes_and_files_of_any_name_count_but_partials_do_not() -> None:
    files = {"templates/NOTES.txt": b"", "templates/a/b.json": b"", "templates/_x.tpl": b""}
    assert printing(files, [{}]) == {"templates/NOTES.txt", "templates/a/b.json"}


NAMES = {
    "_a.tpl": b'{{ define "a" }}{{ include "b" . | nindent 2 }} {{ .template }} template: "c"{{ end }}',
    "_b.tpl": b'{{- define "b" -}}{{ fail "do not include this" }}{{- end -}}',
    "_c.tpl": b'{{- define "c" -}}{{ tpl .text . }}{{- end -}}',
    "own.yaml": b'{{ template "a" . }}',
    "other.yaml": b'{{ include "c" . }}',
}


def test_what_is_called_is_reached_through_what_calls_it() -> None:
    assert reached(NAMES, ["own.yaml"]) == {"own.yaml", "_a.tpl", "_b.tpl"}


@pytest.mark.parametrize("name", [b"`b`", rb'"\x62"'], ids=["raw-string", "escape"])
def test_a_name_is_what_its_string_says(name: bytes) -> None:
    content = b"{{ include %b . }}" % name
    assert reached({**NAMES, "file.yaml": content}, ["file.yaml"]) == {"file.yaml", "_b.tpl"}


@pytest.mark.parametrize(
    "content",
    [
        b'{{ include "c" . }}',
        b'{{ include (printf "%s" .name) . }}',
        b'{{ tpl "x" . }}',
        b'{{ include "service/templates/own.yaml" . }}',
    ],
    ids=["tpl-further-on", "computed", "tpl", "unknown"],
)
def test_everything_is_reached_where_a_call_may_be_of_anything(content: bytes) -> None:
    files = {**NAMES, "file.yaml": content}
    assert reached(files, ["file.yaml"]) == files.keys()
