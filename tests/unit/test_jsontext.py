"""JSON of others is read, or refused with a ValueError."""

from __future__ import annotations

import pytest

from helmwright.jsonio.jsontext import loads
from helmwright.limits import JSON_DEPTH


def test_what_json_holds() -> None:
    assert loads(b'{"a": [1, true, null]}') == {"a": [1, True, None]}


def test_nesting_is_allowed_to_its_limit() -> None:
    deepest = "[" * JSON_DEPTH.value + "]" * JSON_DEPTH.value
    assert isinstance(loads(deepest), list)
    with pytest.raises(ValueError, match="values nest deeper than 200 levels"):
        loads(f'{{"a": {deepest}}}')


@pytest.mark.parametrize("text", ["", "{", b"\xff", '{"a":' * 100_000, "[" * 500 + "]" * 500, "9" * 5000])
def test_everything_else_is_a_value_error(text: str | bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        loads(text)
