"""What the library's paths leave out is found in the value."""

from __future__ import annotations

from typing import Any

import jsonschema_rs
import pytest

from helmwright.jsonio.json_paths import Path, path_of

_SCHEMA = {
    "$defs": {
        "any": {"type": ["object", "array", "integer"], "additionalProperties": {"$ref": "#/$defs/any"}}
    },
    "$ref": "#/$defs/any",
}


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ({"a": {"b": "x"}}, ("a", "b")),
        ({"8080": "x"}, ("8080",)),
        ({"7": 1, "007": "x"}, ("007",)),
        ({"007": {"a": 1}, "7": {"b": "x"}}, ("7", "b")),
        ({"": "x"}, ("",)),
        ({"a": 1, "": {"": {"7": "x"}}}, ("", "", "7")),
        ({"a/b": {"c~d": "x"}}, ("a/b", "c~d")),
        ({"+7": "x"}, ("+7",)),
        ({"99999999999999999999": "x"}, ("99999999999999999999",)),
    ],
)
def test_the_way_to_a_wrong_value(value: Any, path: Path) -> None:
    (error,) = jsonschema_rs.Draft202012Validator(_SCHEMA).iter_errors(value)
    assert path_of(value, error) == path
