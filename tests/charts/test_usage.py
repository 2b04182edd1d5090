"""Values followed through templates: what is used, and how surely that is known."""

from __future__ import annotations

import pytest

from chartwright.templates.parse import parse
from chartwright.usage.record import Usage
from chartwright.usage.trace import trace


def usage(template: str, helpers: str = "", path: str = "templates/a.yaml") -> Usage:
    return trace([parse(path, template), parse("templates/_helpers.tpl", helpers)])


def used(template: str, helpers: str = "") -> str:
    """The paths that are used, those used as a whole with a `!`."""
    uses = usage(template, helpers).uses
    return " ".join(f"{'.'.join(path)}{'!' if whole else ''}" for path, whole in sorted(uses.items()))


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ .Values.a.b }}", "a.b!"),
        ("{{ $.Values.a }}", "a!"),
        ("{{ .Release.Name }}{{ .Chart.Name }}", ""),
        ("{{ if .Values.a }}{{ .Values.a.b }}{{ end }}", "a a.b!"),
        ("{{ if and .Values.a (not .Values.b) (eq .Values.c 1) }}{{ end }}", "a b c!"),
        ("{{ with .Values.a }}{{ .b }}{{ $.Values.c }}{{ else }}{{ .Values.d }}{{ end }}", "a a.b! c! d!"),
        ("{{ toYaml .Values.a | nindent 2 }}", "a!"),
        ("{{ printf `%s` .Values.a }}{{ (.Values.b).c }}{{ ((.Values.d).e).f }}", "a! b.c! d.e.f!"),
        ("{{ tpl .Values.a . }}", "a!"),
    ],
)
def test_what_is_printed_or_handed_on_is_used_as_a_whole(template: str, expected: str) -> None:
    assert used(template) == expected


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ range .Values.a }}{{ .b }}{{ end }}", "a a.* a.*.b!"),
        ("{{ range $k, $v := .Values.a }}{{ $k }}{{ $v.b }}{{ end }}", "a a.* a.*.b!"),
        ("{{ range $k, $_ := .Values.a }}{{ $k }}{{ end }}", "a a.*"),
        (
            "{{ range $v := .Values.a }}{{ range $v.b }}{{ . }}{{ $.Values.c }}{{ end }}{{ end }}",
            "a a.* a.*.b a.*.b.*! c!",
        ),
        ("{{ range until (int .Values.n) }}{{ . }}{{ end }}", "n!"),
        ("{{ range list .Values.a .Values.b }}{{ .c }}{{ end }}", "a a.c! b b.c!"),
    ],
)
def test_entries_of_maps_and_lists_are_any_entry(template: str, expected: str) -> None:
    assert used(template) == expected


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ $x := .Values.a }}", ""),
        ("{{ $x := .Values.a }}{{ $x.b }}", "a.b!"),
        ("{{ $x := .Values.a }}{{ if .Values.c }}{{ $x = .Values.b }}{{ end }}{{ $x }}", "a! b! c"),
        ("{{ if .Values.a }}{{ $x := .Values.b }}{{ end }}", "a"),
        ("{{ $x := list }}{{ range .Values.a }}{{ (first $x).b }}{{ $x = append $x . }}{{ end }}", "a a.* a.*.b!"),
    ],
)  # fmt: skip
def test_variables_are_what_they_may_have_been_given(template: str, expected: str) -> None:
    assert used(template) == expected


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ('{{ $d := dict "x" .Values.a "y" .Values.b }}{{ $d.x }}', "a!"),
        ('{{ $d := dict }}{{ $_ := set $d "x" .Values.a }}{{ toJson $d }}', "a!"),
        ('{{ $d := dict }}{{ $e := dict "d" $d }}{{ $_ := set $d "e" $e }}{{ toJson $d }}', ""),
        (
            "{{ $d := dict }}{{ $e := merge $d .Values.a }}{{ $_ := merge $e $d }}{{ $e.c }}{{ toJson $e }}",
            "a! a.*! a.c!",
        ),
        ('{{ index .Values.a "b" "c" }}{{ get .Values.d "e" }}', "a.b.c! d.e!"),
        ("{{ index .Values.a .Values.key }}", "a.*! key!"),
        ('{{ dig "a" "b" "none" .Values }}', "a.b!"),
        ('{{ if hasKey .Values.a "b" }}{{ end }}', "a.b"),
        ("{{ .Values.a | default .Values.b }}", "a! b!"),
        ("{{ ternary .Values.a .Values.b .Values.c }}", "a! b! c"),
        ("{{ $m := merge (dict) .Values.a .Values.b }}{{ $m.c }}", "a.c! b.c!"),
        ("{{ $d := dict }}{{ $_ := mergeOverwrite $d .Values.a }}{{ $d.c }}", "a.c!"),
        ('{{ (omit .Values.a "b").c }}{{ (pick .Values.d "e").e }}', "a.c! d.e!"),
        ('{{ $v := omit .Values.a "b" }}{{ $_ := set $v "c" .Values.e }}{{ $v.c }}', "a.c! e!"),
        ("{{ keys .Values.a | len }}{{ required `x` .Values.b }}", "a a.* b!"),
        ("{{ range values .Values.a }}{{ .b }}{{ end }}{{ (last .Values.c).d }}", "a.* a.*.b! c.*.d!"),
    ],
)
def test_functions_that_build_and_choose_are_followed(template: str, expected: str) -> None:
    assert used(template) == expected


@pytest.mark.parametrize(
    ("template", "helpers", "expected"),
    [
        ('{{ include "x" . }}', '{{ define "x" }}{{ .Values.a }}{{ end }}', "a!"),
        ('{{ include "x" (dict "v" .Values.a "w" .Values.b) }}', '{{ define "x" }}{{ .v.c }}{{ end }}', "a.c!"),
        ('{{ include "x" (dict "root" . "v" .Values.a) }}', '{{ define "x" }}{{ $.root.Values.b }}{{ end }}', "b!"),
        ('{{ template "x" .Values.a }}', '{{ define "x" }}{{ .b }}{{ end }}', "a.b!"),
        ('{{ block "x" .Values.a }}{{ .b }}{{ end }}', "", "a.b!"),
        ('{{ include "x" .Values.a }}', '{{ define "x" }}{{ range . }}{{ include "x" . }}{{ end }}{{ end }}',
         "a a.* a.*.*!"),
        ('{{ $d := dict }}{{ include "x" (dict "d" $d "v" .Values.a) }}{{ $d.b }}',
         '{{ define "x" }}{{ $_ := set .d "b" .v.c }}{{ end }}', "a.c!"),
        ("{{ include .Values.name .Values.a }}", '{{ define "x" }}{{ end }}', "a! name!"),
        ("", '{{ define "x" }}{{ .Values.a }}{{ end }}', ""),
    ],
)  # fmt: skip
def test_named_templates_are_followed_with_what_they_are_handed(
    template: str, helpers: str, expected: str
) -> None:
    assert used(template, helpers) == expected


def test_reads_have_places_and_every_path_that_they_may_be() -> None:
    found = usage(
        '{{ include "x" .Values.a }}{{ include "x" .Values.b }}', '{{ define "x" }}{{ .size }}{{ end }}'
    )
    assert {(place.path, place.at): paths for place, paths in found.reads.items()} == {
        ("templates/a.yaml", 22): {("a",)},
        ("templates/a.yaml", 49): {("b",)},
        ("templates/_helpers.tpl", 19): {("a", "size"), ("b", "size")},
    }


def test_a_missing_template_is_known_by_its_name() -> None:
    found = usage('{{ include "gone" . }}')
    assert [(place.at, name) for place, name in found.unknown.items()] == [(3, "gone")]


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ('{{ include "gone" . }}', True),
        ('{{ tpl "{{ .Values.a }}" . }}', True),
        ('{{ include "x" . }}', False),
        ("{{ if . }}{{ end }}", False),
    ],
)
def test_all_values_may_go_where_nobody_follows(template: str, expected: bool) -> None:
    assert usage(template, '{{ define "x" }}{{ end }}').everything is expected


def test_a_value_that_a_template_sets_itself_is_known() -> None:
    assert usage('{{ $_ := set .Values.a "b" 1 }}{{ .Values.a.b }}').writes == {("a", "b")}


def test_partials_are_only_read_for_their_names() -> None:
    assert usage("{{ .Values.a }}", path="templates/_a.tpl").uses == {}
