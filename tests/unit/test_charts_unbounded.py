"""Charts whose templates, values and metadata have no end, or another shape than Helm's: errors that say so."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from chartwright.docs.generate import generate
from chartwright.templates.parse import Template, parse
from chartwright.templates.parsed import libraries, templates
from chartwright.usage import record
from chartwright.usage.trace import trace
from chartwright.values.leaves import leaves
from chartwright.values.source import Section, Source
from helmwright.archive import pack
from helmwright.charts.files import ChartFileError, read_map
from helmwright.charts.metadata import metadata
from helmwright.charts.template_tokens import TemplateError
from helmwright.limits import USAGE_STEPS

HEAD = b"apiVersion: v2\nname: own\nversion: 0.1.0\n"


@pytest.mark.parametrize(
    "text",
    [
        "{{ " + "(" * 5000 + ".a" + ")" * 5000 + " }}",
        "{{ if .a }}" * 5000 + "{{ end }}" * 5000,
        "{{ if .a }}" + "{{ else if .a }}" * 5000 + "{{ end }}",
    ],
)
def test_a_template_that_nests_too_deeply(text: str) -> None:
    with pytest.raises(TemplateError, match="nests too deeply"):
        parse("templates/a.yaml", text)


@pytest.mark.parametrize(
    "text",
    [
        "{{ .Values" + ".a" * 5000 + " }}",
        "".join(f'{{{{ define "{n}" }}}}{{{{ include "{n + 1}" . }}}}{{{{ end }}}}' for n in range(1000))
        + '{{ include "0" . }}',
    ],
)
def test_values_that_lead_too_deep(text: str) -> None:
    with pytest.raises(ChartFileError, match="nest too deeply"):
        trace([parse("templates/a.yaml", text)])


def doubling(first: str, second: str) -> Template:
    """Forty named templates that each include the next one twice, with these contexts."""
    text = "".join(
        f'{{{{ define "{n}" }}}}{{{{ include "{n + 1}" {first} }}}}{{{{ include "{n + 1}" {second} }}}}{{{{ end }}}}'
        for n in range(40)
    )
    return parse("templates/a.yaml", text + '{{ define "40" }}{{ .Values.a }}{{ end }}{{ include "0" . }}')


def test_named_templates_that_double_at_every_level(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "USAGE_STEPS", replace(USAGE_STEPS, value=50_000))
    with pytest.raises(ChartFileError, match="takes more than 50,000 steps"):
        trace([doubling('(dict "l" .)', '(dict "r" .)')])


def test_what_is_included_with_the_same_is_followed_once() -> None:
    usage = trace([doubling(".", ".")])
    assert usage.uses == {("a",): True}
    assert usage.steps < 1000


def test_what_changes_its_context_is_followed_again() -> None:
    text = (
        '{{ define "next" }}{{ .values.a }}{{ $_ := set . "values" .values.b }}{{ end }}'
        '{{ $c := dict "values" .Values }}{{ include "next" $c }}{{ include "next" $c }}'
    )
    assert set(trace([parse("templates/a.yaml", text)]).uses) == {("a",), ("b", "a")}


def test_definitions_that_double_at_every_level() -> None:
    definitions = {
        f"d{n}": {"properties": {key: {"$ref": f"#/definitions/d{n + 1}"} for key in "ab"}} for n in range(40)
    }
    section = Section("Values", {"a": {"$ref": "#/definitions/d0"}})
    source = Source({}, (section,), {**definitions, "d40": {}})
    with pytest.raises(ChartFileError, match="more than 100,000 values"):
        leaves(source)


@pytest.mark.parametrize(
    "values",
    [b"a: [" + b"[]," * 100_001 + b"]", b"a: &a [" + b"1," * 1000 + b"]\nb: [" + b"*a," * 101 + b"]"],
    ids=["written", "by aliases"],
)
def test_a_file_with_too_many_values(values: bytes) -> None:
    with pytest.raises(ChartFileError, match="more than 100,000 values"):
        read_map("values.yaml", values)
    with pytest.raises(ChartFileError, match="more than 100,000 values"):
        generate({"Chart.yaml": HEAD, "values.yaml": values}, ("schema",))


def test_templates_that_are_too_many_to_parse() -> None:
    text = b"a" * 4_000_000
    own = {f"templates/{name}.yaml": text for name in "abc"}
    with pytest.raises(ChartFileError, match=r"c.yaml: with it there are more than 10,000,000 bytes"):
        templates(own)
    with pytest.raises(
        ChartFileError, match=r"charts/d.tgz/.*: with it there are more than 10,000,000 bytes"
    ):
        list(libraries({"charts/d.tgz": pack("d", {"Chart.yaml": HEAD, **own})}))


def described(schema: object) -> dict[str, bytes]:
    section = {
        "properties": {"a": schema},
        "definitions": {"l": {"items": {"$ref": "#/definitions/l"}, "type": "array"}},
    }
    return {
        "Chart.yaml": HEAD,
        "schema/root.yaml": b"sections: [a]",
        "schema/a.yaml": json.dumps(section).encode(),
    }


@pytest.mark.parametrize("schema", [{}, {"type": []}, {"type": ["integer"]}, {"$ref": "#/definitions/l"}])
def test_a_value_that_cannot_be_written(schema: object) -> None:
    with pytest.raises(ChartFileError, match=r"no default|nest too deeply"):
        generate(described(schema))


def test_a_source_needs_no_title() -> None:
    generated = generate(described({"type": ["null", "string"]}))
    assert generated["values.yaml"].endswith(b'a: ""\n')


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("dependencies: x", "dependencies is not a list"),
        ("dependencies: [x]", "dependencies[0] is not a map"),
        ("dependencies: [null]", "dependencies[0] is not a map"),
        ("dependencies: [{import-values: 5}]", "dependencies[0].import-values is not a list"),
        ("dependencies: [{condition: [a]}]", "dependencies[0].condition is not a plain value"),
        ("kubeVersion: [x]", "kubeVersion is not a plain value"),
        ("annotations: {a: {b: c}}", "annotations.a is not a plain value"),
    ],
)
def test_metadata_in_a_shape_that_helm_does_not_read(text: str, problem: str) -> None:
    with pytest.raises(ChartFileError) as error:
        metadata({"Chart.yaml": HEAD + text.encode()})
    assert error.value.problem == problem


def test_metadata_are_what_helm_reads() -> None:
    text = (
        b"home:\nmore: [null]\nannotations: {a: 1, b: null}\n"
        b"dependencies: [{name: x, import-values: [a, {child: b}]}]"
    )
    assert metadata({"Chart.yaml": HEAD + text}) == {
        "apiVersion": "v2",
        "name": "own",
        "version": "0.1.0",
        "annotations": {"a": 1},
        "dependencies": [{"name": "x", "import-values": ["a", {"child": "b"}]}],
    }


def test_a_comment_that_says_the_mark_does_not_end_the_table() -> None:
    chart = {"Chart.yaml": HEAD, "values.yaml": b"# <!-- values: end -->\na: 1\n"}
    once = generate(chart, ("readme",))
    assert generate({**chart, **once}) == once


def test_a_readme_of_first_marks_alone() -> None:
    with pytest.raises(ChartFileError, match="there is no pair"):
        generate({"Chart.yaml": HEAD, "README.md": b"<!-- values: begin " * 200_000})
