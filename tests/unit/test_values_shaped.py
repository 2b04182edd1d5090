"""Schemas of values whose keywords have another form than JSON Schema gives them."""

from __future__ import annotations

from typing import Any

import pytest

from chartwright.values.description import described
from chartwright.values.leaves import leaves
from chartwright.values.shaped import shaped
from helmwright.charts.files import ChartFileError

HEAD = b"apiVersion: v2\nname: own\nversion: 0.1.0\n"


def test_what_is_well_formed_stays_as_it_is() -> None:
    schema = {
        "properties": {
            "size": {"type": ["integer", "null"], "enum": [1, None]},
            "enum": {"items": {"type": "string"}},
        },
        "additionalProperties": False,
        "x-key": 5,
    }
    assert shaped(schema) == schema


def test_a_boolean_is_a_schema() -> None:
    assert shaped({"properties": {"a": True, "b": False}}) == {"properties": {"a": {}, "b": {"not": {}}}}


@pytest.mark.parametrize(
    ("schema", "reason"),
    [
        ({"properties": 5}, "#/properties is not a map of schemas"),
        ({"properties": {"a": "x"}}, "#/properties/a is not a schema"),
        ({"$defs": [1]}, "#/$defs is not a map of schemas"),
        ({"properties": {"a": {"enum": 5}}}, "#/properties/a/enum is not a list"),
        ({"properties": {"a": {"type": {}}}}, "#/properties/a/type is not a name or a list of names"),
        ({"allOf": {}}, "#/allOf is not a list of schemas"),
        ({"items": 5}, "#/items is not a schema"),
    ],
    ids=str,
)
def test_another_form_is_said_with_its_place(schema: Any, reason: str) -> None:
    with pytest.raises(ValueError, match="is not") as caught:
        shaped(schema)
    assert str(caught.value) == reason


def test_the_file_of_an_odd_schema_is_named() -> None:
    with pytest.raises(ChartFileError, match=r"^values\.schema\.json: #/properties is not a map of schemas$"):
        described({"Chart.yaml": HEAD, "values.schema.json": b'{"properties": 5}'})


@pytest.mark.parametrize("sections", ["5", "{}", "[missing]", "[[]]"])
def test_odd_sections_are_said(sections: str) -> None:
    with pytest.raises(ChartFileError, match=r"^schema/"):
        described({"Chart.yaml": HEAD, "schema/root.yaml": f"sections: {sections}\n".encode()})


def test_definitions_that_are_each_other_end() -> None:
    schema = b"""{
        "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}},
        "properties": {"x": {"$ref": "#/$defs/a"}}
    }"""
    assert leaves(described({"Chart.yaml": HEAD, "values.schema.json": schema})) == {"x"}


def test_booleans_in_fragments_are_leaves() -> None:
    fragment = b"title: A\nproperties: {a: true, b: {properties: {c: true}}, d: false}\n"
    chart = {"Chart.yaml": HEAD, "schema/root.yaml": b"sections: [a]\n", "schema/a.yaml": fragment}
    assert leaves(described(chart)) == {"a", "b.c", "d"}
