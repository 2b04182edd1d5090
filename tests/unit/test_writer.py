"""The YAML emitter: block style, every string in quotes."""

from __future__ import annotations

import math
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from helmwright.yamlio.writer import emit, scalar


def test_maps_lists_and_scalars_in_the_order_given() -> None:
    value = {
        "name": "cart",
        "count": 3,
        "ratio": 0.5,
        "enabled": False,
        "ports": [{"port": 80, "path": ["/", "/api"]}, "http", {}],
        "none": {},
        "nothing": [],
        "maps": {"inner": {"deep": "x"}},
    }
    assert emit(value) == (
        'name: "cart"\n'
        "count: 3\n"
        "ratio: 0.5\n"
        "enabled: false\n"
        "ports:\n"
        "  - port: 80\n"
        "    path:\n"
        '      - "/"\n'
        '      - "/api"\n'
        '  - "http"\n'
        "  - {}\n"
        "none: {}\n"
        "nothing: []\n"
        "maps:\n"
        "  inner:\n"
        '    deep: "x"\n'
    )


def test_no_text_tells_argo_cd_to_pass_over_the_file() -> None:
    value = {"description": "+argocd:skip-file-rendering", "+argocd:skip-file-rendering": "1+1"}
    assert "+argocd:" not in emit(value)
    assert yaml.safe_load(emit(value)) == value


def test_an_empty_map_is_no_text() -> None:
    assert emit({}) == ""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("values", "values"),
        ("app.kubernetes.io/name", "app.kubernetes.io/name"),
        ("env", "env"),
        ("URL", "URL"),
        ("no", '"no"'),
        ("off", '"off"'),
        ("Yes", '"Yes"'),
        ("true", '"true"'),
        ("null", '"null"'),
        ("on", '"on"'),
        ("8080", '"8080"'),
        ("1e3", '"1e3"'),
        ("a b", '"a b"'),
        ("", '""'),
    ],
)
def test_a_key_is_quoted_unless_every_reader_takes_it_for_a_string(name: str, text: str) -> None:
    assert emit({name: 1}) == f"{text}: 1\n"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1.10", '"1.10"'),
        ('say "hi"\n', '"say \\"hi\\"\\n"'),
        ("café 🎈", '"café 🎈"'),
        ("\x00\x7f\x85\u2028\ufeff", '"\\u0000\\u007f\\u0085\\u2028\\ufeff"'),
        (True, "true"),
        (12, "12"),
        (1e21, "1.0e+21"),
    ],
)
def test_a_scalar_as_it_stands_in_the_text(value: str | bool | int | float, text: str) -> None:
    assert scalar(value) == text


@pytest.mark.parametrize("character", "\x7f\x80\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800\udfff")
def test_a_character_that_yaml_does_not_allow_is_escaped(character: str) -> None:
    assert scalar(f"a{character}") == f'"a\\u{ord(character):04x}"'


@pytest.mark.parametrize("value", [None, math.nan, math.inf, b"bytes", {1, 2}])
def test_what_has_no_place_in_a_generated_file_is_a_bug(value: Any) -> None:
    with pytest.raises(TypeError, match="no place in generated YAML"):
        emit({"key": value})


def test_a_key_that_is_no_string_is_a_bug() -> None:
    with pytest.raises(TypeError, match="the key 1 is not a string"):
        emit({1: "x"})  # type: ignore[dict-item]


_TEXT = st.text(st.characters(exclude_categories=["Cs"]))
_SCALARS = _TEXT | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(_TEXT, _VALUES, min_size=1, max_size=4))
def test_two_independent_readers_read_back_what_was_written(value: dict[str, Any]) -> None:
    text = emit(value)
    assert YAML(typ="safe", pure=True).load(text) == value
    assert yaml.safe_load(text) == value
