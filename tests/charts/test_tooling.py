"""Chart tooling: from a commented source to schema, values and table, for any chart."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml
from click.testing import Result
from tests.program import helmwright

from chartwright.docs.generate import generate
from chartwright.docs.schema import values_schema
from chartwright.values.leaves import covered, leaves
from chartwright.values.source import Source, read_fragments
from helmwright.charts.files import ChartFileError
from helmwright.charts.metadata import metadata
from helmwright.resources import charts

ROOT = """
title: Values of the demo chart
description: A demo.
sections: [main, more]
required: [size]
"""
MAIN = """
title: Main
properties:
  size: {type: integer, minimum: 0, default: 1, x-unit: pods, description: How many.}
  level: {type: string, enum: [low, high], default: low, description: How loud.}
definitions:
  box:
    type: object
    description: A box.
    required: [width]
    properties:
      width: {type: string, examples: [10cm], description: Its width.}
      lid: {type: boolean, default: false, description: Whether it closes.}
"""
MORE = """
title: More
properties:
  boxes:
    type: object
    description: Boxes by name.
    x-key: name
    propertyNames: {pattern: "^[a-z]+$", maxLength: 5}
    additionalProperties: {$ref: "#/definitions/box"}
  spare: {$ref: "#/definitions/box", description: "A spare | box."}
  notes:
    type: array
    default: []
    description: Notes.
    items: {type: string, description: A note.}
"""
README = b"# demo\n<!-- values: begin, generated from schema/ -->\nold\n<!-- values: end -->\nafter\n"
CHART = {
    "schema/root.yaml": ROOT.encode(),
    "schema/main.yaml": MAIN.encode(),
    "schema/more.yaml": MORE.encode(),
    "README.md": README,
    "Chart.yaml": b"apiVersion: v2\nname: demo\nversion: 0.1.0\n",
}
WRITTEN = {"README.md", "values.schema.json", "values.yaml"}
VALUES = {"size": 3, "level": "high", "boxes": {"red": {"width": "1m", "lid": True}}, "notes": ["a"]}


def source(**changed: str) -> Source:
    return read_fragments(
        {**CHART, **{f"schema/{name}.yaml": text.encode() for name, text in changed.items()}}
    )


def problems(values: dict[str, Any]) -> list[str]:
    validator = jsonschema_rs.Draft7Validator(values_schema(source()))
    return [error.message for error in validator.iter_errors(values)]


def test_the_schema_is_draft_07_and_accepts_what_it_describes() -> None:
    assert values_schema(source())["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert problems(VALUES) == []


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({}, '"size" is a required property'),
        ({"size": 1, "colour": "red"}, "Additional properties are not allowed ('colour' was unexpected)"),
        (
            {"size": 1, "spare": {"width": "1m", "lit": True}},
            "Additional properties are not allowed ('lit' was unexpected)",
        ),
        (
            {"size": 1, "boxes": {"Red": {"width": "1m"}}},
            "Additional properties are not allowed ('Red' was unexpected)",
        ),
        ({"size": 1, "boxes": {"purple": {"width": "1m"}}}, '"purple" is longer than 5 characters'),
        ({"size": 1, "level": "loud"}, '"loud" is not one of "low" or "high"'),
    ],
)
def test_the_schema_is_closed(values: dict[str, Any], problem: str) -> None:
    assert problems(values) == [problem]


def test_the_schema_keeps_notes_for_editors_and_drops_those_for_the_generator() -> None:
    size = values_schema(source())["properties"]["size"]
    assert size == {"type": "integer", "minimum": 0, "default": 1, "description": "How many. Unit: pods."}


def test_values_hold_scalars_and_empty_collections_under_their_documentation() -> None:
    text = generate(CHART)["values.yaml"].decode()
    assert yaml.safe_load(text) == {"size": 1, "level": "low", "boxes": {}, "spare": {}, "notes": []}
    assert text.partition("# Main")[2].splitlines()[1:] == [
        "",
        "# (integer, required, default 1) How many. Unit: pods.",
        "size: 1",
        "",
        "# (string, default low) How loud. One of low, high.",
        'level: "low"',
        "",
        f"# More {103 * '-'}",
        "",
        "# (map of object) Boxes by name.",
        "#   <name>: (object) A box.",
        "#     width: (string, required) Its width.",
        "#     lid: (boolean, default false) Whether it closes.",
        "boxes: {}",
        "",
        "# (object) A spare | box. Fields as in boxes.<name>.",
        "spare: {}",
        "",
        "# (list of string) Notes.",
        "notes: []",
    ]


def test_the_readme_gets_its_table_and_keeps_the_rest() -> None:
    text = generate(CHART)["README.md"].decode()
    assert text.startswith("# demo\n<!-- values: begin, generated from schema/ -->\n\n### Main\n")
    assert text.endswith("<!-- values: end -->\nafter\n")
    assert [line for line in text.splitlines() if line.startswith("| `")] == [
        "| `size` | integer, required | `1` | How many. Unit: pods. |",
        "| `level` | string | `low` | How loud. One of low, high. |",
        "| `boxes` | map of object |  | Boxes by name. |",
        "| `boxes.<name>` | object |  | A box. |",
        "| `boxes.<name>.width` | string, required |  | Its width. Example: `10cm`. |",
        "| `boxes.<name>.lid` | boolean | `false` | Whether it closes. |",
        "| `spare` | object |  | A spare \\| box. Fields as in `boxes.<name>`. |",
        "| `notes` | list of string |  | Notes. |",
    ]


def test_a_chart_without_a_readme_gets_none() -> None:
    chart = {path: text for path, text in CHART.items() if path != "README.md"}
    assert sorted(generate(chart)) == ["values.schema.json", "values.yaml"]


def test_leaves_are_what_can_be_set_and_each_allowed_value() -> None:
    assert leaves(source()) == {
        "size",
        "level=low",
        "level=high",
        "boxes.<name>.width",
        "boxes.<name>.lid",
        "spare.width",
        "spare.lid",
        "notes[]",
    }


def test_values_cover_the_leaves_they_set() -> None:
    assert covered(source(), VALUES) == {
        "size",
        "level=high",
        "boxes.<name>.width",
        "boxes.<name>.lid",
        "notes[]",
    }
    assert covered(source(), {"unknown": 1, "boxes": {}}) == frozenset()


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"main": "- a"}, "schema/main.yaml: the file is not a mapping"),
        (
            {"more": "title: More\nproperties: {size: {type: integer}}"},
            "schema/more.yaml: size is described twice",
        ),
        (
            {"more": "title: More\ndefinitions: {box: {type: object}}"},
            "schema/more.yaml: box is described twice",
        ),
        (
            {"more": "properties: {a: {$ref: '#/definitions/bag'}}"},
            "schema: $ref #/definitions/bag leads nowhere",
        ),
        ({"more": "properties: {a: {$ref: 'other.json'}}"}, "schema: $ref other.json leads nowhere"),
        ({"root": "title: x\nsections: [gone]"}, "schema/gone.yaml: the file is missing"),
        ({"main": "a: ["}, "schema/main.yaml: not YAML: "),
    ],
)
def test_a_source_that_cannot_be_generated_from_is_refused(changed: dict[str, str], reason: str) -> None:
    with pytest.raises(ChartFileError) as caught:
        source(**changed)
    assert str(caught.value).startswith(reason)


def test_a_readme_without_marks_is_left_alone() -> None:
    assert "README.md" not in generate({**CHART, "README.md": b"# demo\n"})


@pytest.mark.parametrize("mark", [b"<!-- values: begin, generated from schema/ -->", b"<!-- values: end -->"])
def test_a_readme_with_one_mark_alone_is_refused(mark: bytes) -> None:
    with pytest.raises(ChartFileError, match=r"README\.md: there is no pair of "):
        generate({**CHART, "README.md": README.replace(mark, b"")})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path, text in CHART.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(text)
    return tmp_path


def docs(*arguments: str) -> Result:
    return helmwright("charts", "docs", *arguments)


def test_the_command_checks_writes_and_is_then_content(folder: Path) -> None:
    missing = [
        f"{folder}/{name}: error C102: the file is missing" for name in sorted(WRITTEN - {"README.md"})
    ]
    checked = docs("--check", str(folder))
    assert checked.exit_code == 1
    assert [line for line in checked.output.splitlines() if " C102: " in line] == [
        f"{folder}/README.md: error C102: the file is out of date",
        *missing,
    ]
    assert not (folder / "values.yaml").exists()
    written = docs(str(folder))
    assert (written.exit_code, written.output) == (
        0,
        "updated README.md\ncreated values.schema.json\ncreated values.yaml\n2 created, 1 updated\n",
    )
    assert docs("--check", str(folder)).output == "no findings\n"
    assert json.loads((folder / "values.schema.json").read_text())["title"] == "Values of the demo chart"


def test_the_command_says_where_the_source_is_wrong(folder: Path) -> None:
    (folder / "schema/main.yaml").write_text("title: Main\nproperties: [\n")
    result = docs(str(folder), "--format", "json")
    (finding,) = json.loads(result.output)["findings"]
    assert result.exit_code == 1
    assert (finding["code"], finding["path"], finding["line"]) == ("C101", f"{folder}/schema/main.yaml", 3)


def test_a_folder_that_is_no_chart_is_refused(tmp_path: Path) -> None:
    result = docs(str(tmp_path))
    assert (result.exit_code, result.output) == (
        2,
        f"Error: {tmp_path} holds no chart: there is no Chart.yaml in it\n",
    )


def test_the_service_chart_says_where_it_comes_from_and_names_no_application() -> None:
    about = metadata({"Chart.yaml": (charts() / "service/Chart.yaml").read_bytes()})
    assert {"home", "icon", "keywords", "maintainers", "sources"} <= about.keys()
    assert "appVersion" not in about  # the image's tag says it
    icon = str(about["icon"]).partition("/main/")[2]
    assert (charts().parent / icon).is_file()
