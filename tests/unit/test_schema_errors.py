"""The report of Go's jsonschema library, cut to what is really wrong."""

from __future__ import annotations

import pytest

from helmwright.kubernetes.schema_errors import violations


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        ("- at '/replicas': got string, want integer", [(("replicas",), "got string, want integer")]),
        ("- at '': missing property 'name'", [((), "lacks 'name'")]),
        ("- at '/a': missing properties 'x', 'y'", [(("a",), "lacks 'x'"), (("a",), "lacks 'y'")]),
        (
            "- at '/a': additional properties 'b', 'it\\'s' not allowed",
            [(("a", "b"), "is not allowed here"), (("a", "it's"), "is not allowed here")],
        ),
        ("- at '/a': false schema", [(("a",), "is not allowed here")]),
        ("- at '/a~1b/c~0d/0': x", [(("a/b", "c~d", "0"), "x")]),
        ("- at '/caf\\u00e9\\n': x", [(("café\n",), "x")]),
        (
            "- at '/a': validation failed\n  - at '/a/b': x\n  - at '/a': 'allOf' failed\n"
            "    - at '/a': y\n- at '/c': z",
            [(("a", "b"), "x"), (("a",), "y"), (("c",), "z")],
        ),
        (
            "- at '/a': 'anyOf' failed\n  - at '/a': got string, want object\n"
            "  - at '/a': validation failed\n"
            "    - at '/a': missing property 'b'\n    - at '/a': missing property 'b'",
            [(("a",), "fits none of the allowed forms: got string, want object; lacks 'b'")],
        ),
        (
            "- at '/a': 'oneOf' failed, subschemas 0, 1 matched",
            [(("a",), "fits more than one of the forms that exclude each other")],
        ),
        (
            "- at '/a': invalid propertyName 'B'\n  - at '': 'B' does not match pattern '^[a-z]'",
            [(("a", "B"), "'B' does not match pattern '^[a-z]'")],
        ),
        ("", []),
    ],
)
def test_a_report_names_each_wrong_value(report: str, expected: list[tuple[tuple[str, ...], str]]) -> None:
    assert violations(report.splitlines()) == expected


def test_lines_of_another_kind_are_not_guessed_at() -> None:
    assert violations(["- at '/a': x", "unexpected EOF"]) is None
