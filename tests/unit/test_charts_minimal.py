"""What is vendored of a chart: any chart renders the same without what only people read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from helmwright.archive import pack
from helmwright.charts.minimal import minimal, without_comments
from helmwright.charts.umbrella_schema import umbrella_schema
from helmwright.jsonio.annotations import without_annotations
from helmwright.render.engine import Rendered, RenderRequest
from helmwright.render.helm.library import Library

METADATA = b"apiVersion: v2\nname: web\nversion: 1.0.0\n"
DRAFT = "http://json-schema.org/draft-07/schema#"


def chart(**files: str) -> dict[str, bytes]:
    """A chart's files by path."""
    return {"Chart.yaml": METADATA, **{path: text.encode() for path, text in files.items()}}


def rendered(files: Mapping[str, bytes], schema: bytes = b"", values: str = "") -> Any:
    """What an umbrella chart with the chart as `shop` renders, or why it does not."""
    own = {
        "Chart.yaml": b"apiVersion: v2\nname: all\nversion: 1.0.0\n"
        b"dependencies: [{name: web, version: 1.0.0, alias: shop}]\n",
        "values.yaml": values.encode(),
        "charts/web-1.0.0.tgz": pack("web", files),
        "templates/here.yaml": b"",
        **({"values.schema.json": schema} if schema else {}),
    }
    return Library().template(RenderRequest("all", "all", own, "1.34"))


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("a {{/* why */}} b", "a {{/**/}} b"),
        ("a\n{{- /* why */ -}}\nb", "a\n{{- /**/ -}}\nb"),
        ("{{/* one\ntwo\nthree */}}b", "{{/*\n\n*/}}b"),
        ("{{ `{{/* text */}}` }}", "{{ `{{/* text */}}` }}"),
        ('{{ "{{/* \\" text */}}" }}', '{{ "{{/* \\" text */}}" }}'),
        ("{{ '}' }}{{/* why */}}", "{{ '}' }}{{/**/}}"),
        ("# {{/* why */}} printed", "# {{/**/}} printed"),
        ("{{/* a */}}{{ .b }}{{/* c */}}", "{{/**/}}{{ .b }}{{/**/}}"),
        ("{{/* not */ closed }}", "{{/* not */ closed }}"),
        ("{{/* a */ b */}}", "{{/* a */ b */}}"),
        ("{{ /* refused by Go */ }}", "{{ /* refused by Go */ }}"),
    ],
)
def test_comments_of_templates_are_emptied_and_lines_keep_their_numbers(template: str, expected: str) -> None:
    assert without_comments(template.encode()).decode() == expected


@pytest.mark.parametrize(
    "template",
    [
        "a: 1\n{{- /* why */}}\nb: {{ .Values.b }}\n{{/* why */ -}}\n\nc: {{ .Template.Name }}\n",
        "a: {{ `{{/* text */}}` | quote }}\n# {{/* why */}}\nb: '{{ \"/*\" }}'\n",
        '{{/* why */}}{{ define "x" }}{{- /* inner\n */}} y{{ end }}a: {{ include "x" . | trim }}\n',
        'a: 1\n{{/* two\nlines */}}\nb: {{ fail "here" }}\n',
        "{{ /* refused by Go */ }}a: 1\n",
        "{{/* a */ b */}}a: 1\n",
    ],
)
def test_a_template_prints_or_fails_the_same(template: str) -> None:
    files = chart(**{"templates/a.yaml": template, "values.yaml": "b: 2\n"})
    assert rendered(minimal(files).files) == rendered(files)


@pytest.mark.parametrize(
    "values",
    [
        "# All.\na: 1  # one\n\nb: [x]\n",
        "a: 0x10  # sixteen\nb: 1e3\nc: yes\nd: '# no comment'\ne: 12:30\nf: 1.0\ng: 010\n",
        "a: &a {b: 1}  # once\nc: *a\nd: {<<: *a, e: 2}\n",
        "a: |+\n  text\n\n# why\n\nb: 1\n",
    ],
)
def test_comments_of_values_go_and_the_data_stays(values: str) -> None:
    files = chart(**{"values.yaml": values, "templates/all.yaml": "all: {{ toJson .Values }}\n"})
    least = minimal(files).files
    assert "#" not in least["values.yaml"].decode().replace("# no comment", "")
    assert isinstance(rendered(least), Rendered)
    assert rendered(least) == rendered(files)


@pytest.mark.parametrize(
    "values", ["# why\na: null\n", "a: [\n", "- a\n", "a: 1\na: 2\n", "a: .inf\n", "1.5: a\n"]
)
def test_values_that_are_not_sure_stay_as_they_are(values: str) -> None:
    assert minimal(chart(**{"values.yaml": values})).files["values.yaml"] == values.encode()


ASKS = '{{ .Files.Get "README.md" | quote }}'


@pytest.mark.parametrize(
    "files",
    [
        {"templates/a.yaml": f"a: {ASKS}\n"},
        {"templates/a.yaml": "a: {{ tpl .Values.a . }}\n", "values.yaml": f"a: '{ASKS}'\n"},
        {
            "templates/a.yaml": 'a: {{ include "lib" . }}\n',
            "charts/lib/Chart.yaml": "name: lib\nversion: 1.0.0\n",
            "charts/lib/templates/_lib.tpl": f'{{{{ define "lib" }}}}{ASKS}{{{{ end }}}}',
        },
    ],
    ids=["asked", "tpl", "library"],
)
def test_files_stay_where_a_template_may_ask_for_them(files: dict[str, str]) -> None:
    whole = chart(**{"README.md": "# Web\n", **files})
    assert minimal(whole).files.keys() == whole.keys()
    result = rendered(minimal(whole).files)
    assert isinstance(result, Rendered)
    assert result == rendered(whole)


def test_what_nothing_asks_for_is_left_out() -> None:
    files = chart(
        **{
            **dict.fromkeys(("README.md", "LICENSE", "docs/a.md", "values-prod.yaml"), ""),
            **dict.fromkeys(("Chart.lock", "crds/a.yaml", "templates/a.yaml", "values.yaml"), "{}\n"),
        }
    )
    kept = minimal(files).files
    assert sorted(kept) == ["Chart.lock", "Chart.yaml", "crds/a.yaml", "templates/a.yaml", "values.yaml"]


def test_prose_is_left_out_of_a_schema_and_values_called_like_it_stay() -> None:
    schema = {
        "title": "Values",
        "$comment": "by hand",
        "properties": {
            "title": {
                "type": "string",
                "description": "Shown first",
                "default": "Shop",
                "examples": ["Shop"],
            },
            "default": {"const": {"description": "kept, since it is data"}},
        },
        "definitions": {"description": {"title": "A text", "enum": [{"title": "kept"}]}},
        "allOf": [{"if": {"title": "x"}, "then": {"not": {"description": "y", "required": ["default"]}}}],
    }
    assert without_annotations(schema) == {
        "properties": {
            "title": {"type": "string"},
            "default": {"const": {"description": "kept, since it is data"}},
        },
        "definitions": {"description": {"enum": [{"title": "kept"}]}},
        "allOf": [{"if": {}, "then": {"not": {"required": ["default"]}}}],
    }


@pytest.mark.parametrize(
    "odd", [{"title": 3}, {"examples": "a"}, {"properties": ["a"]}, {"description": None}, True]
)
def test_what_no_validator_takes_stays_for_it_to_refuse(odd: Any) -> None:
    assert without_annotations(odd) == odd


SCHEMA = {
    "$schema": DRAFT,
    "description": "Values of the chart",
    "type": "object",
    "additionalProperties": False,
    "required": ["size"],
    "properties": {"size": {"$ref": "#/definitions/size"}, "global": {"type": "object"}},
    "definitions": {"size": {"description": "How many", "type": "integer"}},
}


def test_an_umbrella_asks_of_every_alias_what_the_chart_asks() -> None:
    moved = umbrella_schema(json.dumps(SCHEMA).encode())
    assert moved is not None
    assert json.loads(moved) == {
        "$schema": DRAFT,
        "properties": {"global": {}},
        "additionalProperties": {"$ref": "#/definitions/values"},
        "definitions": {
            "size": {"type": "integer"},
            "values": {
                key: value
                for key, value in SCHEMA.items()
                if key not in ("$schema", "description", "definitions")
            },
        },
    }


@pytest.mark.parametrize(
    "values",
    [
        *(
            "shop: {size: 2}",
            "shop: {size: two}",
            "shop: {colour: red}",
            "shop: {}",
            "shop: 1",
            "global: {a: 1}",
        )
    ],
)
def test_values_are_refused_as_the_chart_refuses_them(values: str) -> None:
    files = chart(
        **{"values.schema.json": json.dumps(SCHEMA), "templates/a.yaml": "size: {{ .Values.size }}\n"}
    )
    least = minimal(files)
    assert "values.schema.json" not in least.files
    assert rendered(least.files, least.schema, values) == rendered(files, values=values)


def test_a_definition_called_like_the_values_is_another_one() -> None:
    moved = umbrella_schema(
        json.dumps({"definitions": {"values": {"type": "string"}}, "type": "object"}).encode()
    )
    assert moved is not None
    assert json.loads(moved)["definitions"] == {"values": {"type": "string"}, "values_": {"type": "object"}}


@pytest.mark.parametrize(
    "schema",
    [
        "{",
        "true",
        '{"minimum": 1e999}',
        '{"minimum": 0.1234567890123456789}',
        '{"minimum": NaN}',
        '{"minimum": -Infinity}',
        '{"$ref": "#"}',
        '{"items": {"$ref": "#/properties/a"}}',
        '{"items": {"$ref": "#/definitions/a/properties/b"}, "definitions": {"a": {}}}',
        '{"items": {"$ref": "#/definitions/a"}}',
        '{"items": {"$ref": "#a"}}',
        '{"$id": "https://example.com/a"}',
        '{"items": {"$id": "#a"}}',
        '{"items": {"$anchor": "a"}}',
        '{"items": {"$dynamicRef": "#a"}}',
        '{"items": {"$schema": "http://json-schema.org/draft-04/schema#"}}',
        '{"definitions": []}',
    ],
)
def test_a_schema_that_might_mean_something_else_elsewhere_stays(schema: str) -> None:
    files = chart(**{"values.schema.json": schema})
    least = minimal(files)
    assert (least.files, least.schema) == (files, b"")


def test_a_value_called_like_a_keyword_keeps_no_schema_in_its_place() -> None:
    schema = {"properties": {"id": {"type": "string"}, "$ref": {"type": "string"}}}
    assert umbrella_schema(json.dumps(schema).encode()) is not None
