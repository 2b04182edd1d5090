"""Schemas that refer to nothing outside their file, and those that do, whatever they make of it."""

from __future__ import annotations

from typing import Any

import pytest

from helmwright.jsonio.json_schema import (
    OutsideError,
    check_whole,
    outside,
    read,
    validator,
)

URL = "http://127.0.0.1:9/x.json"


@pytest.mark.parametrize(
    ("schema", "pointer"),
    [
        ({"$ref": URL}, "#/$ref"),
        ({"$ref": "file:///etc/hostname"}, "#/$ref"),
        ({"$ref": "urn:example:a"}, "#/$ref"),
        ({"$ref": "//127.0.0.1/x.json"}, "#/$ref"),
        ({"$ref": "../../etc/hostname"}, "#/$ref"),
        ({"$ref": " #/definitions/a"}, "#/$ref"),
        ({"$ref": ""}, "#/$ref"),
        ({"$id": URL, "properties": {"a": {"$ref": "y.json"}}}, "#/properties/a/$ref"),
        (
            {"properties": {"a/b~c d": {"items": [{}, {"$ref": "y"}]}}},
            "#/properties/a~1b~0c%20d/items/1/$ref",
        ),
        ({"$dynamicRef": URL}, "#/$dynamicRef"),
        ({"$recursiveRef": URL}, "#/$recursiveRef"),
        ({"$schema": URL}, "#/$schema"),
        ({"$schema": "http://json-schema.org/draft-03/schema#"}, "#/$schema"),
        ({"$schema": "http://json-schema.org/draft-07/schema#/x"}, "#/$schema"),
        ({"properties": {"a": {"$id": "b", "$schema": URL}}}, "#/properties/a/$schema"),
        ({"default": {"a": {"$ref": URL}}, "$ref": "#/default/a"}, "#/default/a/$ref"),
        ({"properties": {"\ud800": {"$ref": URL}}}, "#/properties/%3F/$ref"),
    ],
)
def test_what_leads_out_is_named_by_its_json_pointer(schema: dict[str, Any], pointer: str) -> None:
    (found,) = outside(schema)
    assert found.pointer == pointer
    with pytest.raises(OutsideError):
        check_whole(schema)


@pytest.mark.parametrize(
    "schema",
    [
        {"$id": URL, "$ref": "#/definitions/a", "definitions": {"a": {}}},
        {"properties": {"$ref": {"type": "string"}, "$schema": {"type": "string"}}},
        {"$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": "#"},
        {"properties": {"a": {"$id": URL, "$ref": "#/$defs/b", "$defs": {"b": {}}}}},
        {"$ref": "#a", "$defs": {"b": {"$anchor": "a"}}},
    ],
)
def test_a_fragment_stays_in_the_file_whatever_the_base_address_is(schema: dict[str, Any]) -> None:
    assert outside(schema) == ()
    assert validator(schema).is_valid({})


def test_escapes_hide_nothing() -> None:
    (found,) = outside(read(rb'{"\u0024ref": "\u0068ttp://127.0.0.1:9/x.json"}'))
    assert str(found) == "#/$ref refers to 'http://127.0.0.1:9/x.json', outside its file"


def test_what_a_reference_names_cannot_disturb_a_terminal_or_fill_it() -> None:
    (found,) = outside({"$ref": "\x1b[2J\u202e" + "a" * 1000})
    assert str(found) == f"#/$ref refers to '\\x1b[2J\\u202e{'a' * 195}...', outside its file"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xff\xfe{\x00}\x00", "it is not UTF-8"),
        (b'{"a": "\xff"}', "it is not UTF-8"),
        (b"[" * 100_000, "it is nested too deeply"),
        (b"{} {}", "it is not JSON: Extra data: line 1 column 4 (char 3)"),
    ],
)
def test_what_is_read_in_another_way_elsewhere_is_not_read(content: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        read(content)
    assert str(caught.value) == reason


def test_a_byte_order_mark_is_passed_over_as_in_helm() -> None:
    assert read(b'\xef\xbb\xbf{"type": "object"}') == {"type": "object"}


def test_what_is_compiled_unseen_is_not_fetched_either() -> None:
    with pytest.raises(ValueError, match=r"it refers to '\S+', outside its file"):
        validator({"$ref": URL})
