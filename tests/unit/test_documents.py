"""Rendered YAML is read as Helm, kubectl and Argo CD read it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helmwright.limits import RENDERED_DEPTH
from helmwright.yamlio import documents as reader
from helmwright.yamlio.documents import YamlError, documents
from helmwright.yamlio.goyaml import number


def value(text: str) -> Any:
    return documents(f"a: {text}")[0]["a"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *((word, True) for word in ("y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE")),
        *(
            (word, False)
            for word in ("n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE")
        ),
        *((word, None) for word in ("", "~", "null", "Null", "NULL")),
        *((word, word) for word in ("yEs", "tRUE", "nil", "none", "=", "<<", "-", "a")[:-2]),
        ("0777", 511),
        ("0o17", 15),
        ("0x1F", 31),
        ("0b11", 3),
        ("1_000", 1000),
        ("08", 8),
        ("-0", 0),
        ("+1", 1),
        ("1.10", 1.1),
        ("1.0", 1),
        ("1e3", 1000),
        ("12e3", 12000),
        ("1e400", "1e400"),
        ("18446744073709551616", 18446744073709551616),
        ("0xFFFFFFFFFFFFFFFF", 18446744073709551615),
        ("0xFFFFFFFFFFFFFFFFFF", "0xFFFFFFFFFFFFFFFFFF"),
        ("+0x8000000000000000", "+0x8000000000000000"),
        ("-0x8000000000000001", "-0x8000000000000001"),
        ("{a: -0.0}", {"a": -0.0}),
        (".5", 0.5),
        ("12:30:45", "12:30:45"),
        ("2024-01-01", "2024-01-01"),
        ("10Gi", "10Gi"),
        ("1.2.3", "1.2.3"),
        ("0b2", "0b2"),
        ("_1", "_1"),
        ("'yes'", "yes"),
        ('"0777"', "0777"),
        ("!!str 0777", "0777"),
        ("! 0777", "0777"),
        ('!!int "0777"', 511),
        ("!!float 8", 8),
        (r'"\\/"', r"\/"),
        ("9" * 5000, "9" * 5000),
        ('"\\u00e9\\U0001F600"', "é\U0001f600"),
        ("|\n  x\n  y\n", "x\ny\n"),
        ("|\n  x\n  y", "x\ny\n"),
        ('"{a: b?c}"', "{a: b?c}"),
        ("b?c", "b?c"),
        ("['b?c']", ["b?c"]),
        (">-\n  x\n  y\n", "x y"),
        ("[y, {on: 1}]", [True, {"true": 1}]),
    ],
)
def test_scalars_follow_go_yaml(text: str, expected: Any) -> None:
    found = value(text)
    assert (type(found), found) == (
        type(expected),
        pytest.approx(expected) if isinstance(expected, float) else expected,
    )


@pytest.mark.parametrize(
    ("key", "name"), [("1", "1"), ("on", "true"), ("0x10", "16"), ("'1.5'", "1.5"), ("'1'", "1")]
)
def test_every_key_becomes_a_string(key: str, name: str) -> None:
    assert documents(f"{key}: x") == [{name: "x"}]


def test_a_merge_acts_where_it_stands() -> None:
    text = "a: &a {k: 1}\nb: &b {k: 2, j: 2}\nc: {k: 9, <<: *a}\nd: {<<: *a, k: 9}\ne: {<<: [*a, *b]}"
    assert documents(text)[0] == {
        "a": {"k": 1},
        "b": {"k": 2, "j": 2},
        "c": {"k": 1},
        "d": {"k": 9},
        "e": {"k": 1, "j": 2},
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("# note\n", []),
        ("---\n", []),
        ("a: 1\n---\n---\nb: 2\n", [{"a": 1}, {"b": 2}]),
        ("x", ["x"]),
    ],
)
def test_a_text_may_hold_any_number_of_documents(text: str, expected: list[Any]) -> None:
    assert documents(text) == expected


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("a: 1\nb: 2\na: 3\n", "the key 'a' is given twice", 3),
        ("x:\n- {a: 1, 'a': 2}", "the key 'a' is given twice", 2),
        ("1: a\n'1': b", "the key '1' is given twice", 2),
        ("a: .inf", ".inf is no number in JSON", 1),
        ("a: !env HOME", "could not determine a constructor for the tag '!env'", 1),
        ("a: !!binary aGk=", "could not determine a constructor for the tag 'tag:yaml.org,2002:binary'", 1),
        ("~: a", "a key must be a string", 1),
        ("? [a]\n: b", "a key must be a string", 1),
        ("a: 1\n1.10: b", "a key must be a string", 2),
        ("1e3: b", "a key must be a string", 1),
        ("9223372036854775808: b", "a key must be a string", 1),
        ("a: 1\nb: [--url, http://b/?c=d]", "a plain text within brackets ends at '?'", 2),
        ("a: {b?: 1}", "a plain text within brackets ends at '?'", 1),
        ("a: b: c", "mapping values are not allowed in this context", 1),
        ("a:\n\t- b", "found character that cannot start any token", 2),
        ("a: *b", "found undefined alias", 1),
        ("a: &a [*a]", "found unconstructable recursive node", 1),
        ("<<: 1", "expected a mapping", 1),
        ("a: 1\n--- {b: 1}\n", "a document starts on the line after ---", 2),
        ("%YAML 1.1\n---\na: 1\n", "Helm takes a directive for a document", 1),
        ("# note\n%TAG !x! y\n---\na: 1\n", "Helm takes a directive for a document", 2),
        (r'a: "\\"' + "\n" + r'b: "c\\\/"', r"\/ is no escape", 2),
        ("a: !!int x", "x is not what its tag tag:yaml.org,2002:int says", 1),
        ("a: !!float x", "x is not what its tag tag:yaml.org,2002:float says", 1),
        ("a: !!bool x", "x is not what its tag tag:yaml.org,2002:bool says", 1),
        ("a: !!null x", "x is not what its tag tag:yaml.org,2002:null says", 1),
        ("a: \x01", "control characters are not allowed", 0),
    ],
)
def test_what_kubernetes_would_refuse_or_misread_is_an_error(text: str, message: str, line: int) -> None:
    with pytest.raises(YamlError) as caught:
        documents(text)
    assert message in str(caught.value)
    assert caught.value.line == line


@pytest.mark.parametrize("text", ["[" * 2_000_000, "- " * 50_000, '{"a":' * 400_000, "[ #]\n" * 400_000])
def test_bottomless_nesting_is_an_error(text: str) -> None:
    with pytest.raises(YamlError, match=f"values nest deeper than {RENDERED_DEPTH.value} levels"):
        documents(text)


@pytest.mark.parametrize(
    ("first", "form", "lines"),
    [
        ("[x, x, x, x, x, x, x, x, x]", "[*_, *_, *_, *_, *_, *_, *_, *_, *_]", 9),
        ("[x]", "[*_]", RENDERED_DEPTH.value + 1),
        ("{x: 1}", "{<<: [*_, *_]}", 30),
        ("{x: 1}", "{<<: *_}", 1000),
        (f"{{{', '.join(f'x{n}: 1' for n in range(20_000))}}}", "{<<: *a0}", 20_000),
    ],
    ids=["lists of lists", "list in list", "merges of merges", "merge in merge", "merges of a large map"],
)
def test_exploding_aliases_are_an_error(first: str, form: str, lines: int) -> None:
    text = f"a0: &a0 {first}\n"
    text += "".join(f"a{n}: &a{n} {form.replace('_', f'a{n - 1}')}\n" for n in range(1, lines))
    with pytest.raises(YamlError, match="holds aliases that expand too far"):
        documents(text)


def test_a_map_that_merges_itself_is_an_error() -> None:
    with pytest.raises(YamlError, match="holds aliases that expand too far"):
        documents("a: &a {<<: *a}")


SCALARS = st.text(
    "yYnNoOeEsSfFtTrRuUlL0123456789_.:-+xXbBaA ~<=", min_size=1, max_size=8
) | st.integers().map(str)


@given(SCALARS)
@example("0_7")
@example("1.")
@example("1e+3")
@example(".e3")
@example("0X0")
@example("-_0")
def test_both_readers_give_the_same_scalar(text: str) -> None:
    source = f"a: {text}"
    fast = reader._fast(source)
    if fast is not None:
        assert json.dumps(fast) == json.dumps(reader._exact(source))


@given(
    SCALARS,
    SCALARS,
    st.sampled_from(["a: '{}'\nb: {}", "'{}': {}", '- ["{}", {}]', "? '{}'\n: - {}", "&x '{}': {{{}: 1}}"]),
)
def test_both_readers_give_the_same_beside_quoted_scalars(quoted: str, plain: str, form: str) -> None:
    source = form.format(quoted, plain)
    fast = reader._fast(source)
    if fast is not None:
        assert json.dumps(fast) == json.dumps(reader._exact(source))


@pytest.mark.skipif(reader.ryaml is None, reason="ryaml is not installed")
def test_quoted_scalars_need_no_second_reader() -> None:
    assert reader._fast("a: 'no'\n\"08\": [\"on\", '1_0']\n") == [{"a": "no", "08": ["on", "1_0"]}]
    assert reader._fast("a: '80'\nb: 80\n") == [{"a": "80", "b": 80}]
    assert reader._fast(f"a: '{10**19}'\n") == [{"a": str(10**19)}]
    assert reader._fast(f"a: '{10**20}'\n") == [{"a": str(10**20)}]
    assert reader._fast("a: 'no'\nb: no\n") is None
    assert reader._fast("a: '1_0'\nb: 1_0\n") is None


@given(SCALARS)
def test_scalars_are_what_helm_itself_makes_of_them(text: str) -> None:
    helm = pytest.importorskip("helm_python", reason="helm-python-sdk is not installed")
    try:
        expected = helm.values_from_yaml(f"a: {text}")
    except helm.HelmError:
        expected = None
    try:
        found = documents(f"a: {text}")[0]
    except YamlError:
        found = None
    # Helm's numbers have been through a float.
    assert found == expected or abs(found["a"]) >= 2**53


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0x_1", 1),
        ("-0b1", -1),
        ("1_0.5", 10.5),
        ("09", 9),
        ("0o8", None),
        (".5_0", 0.5),
        (".5_", None),
        ("-.5_", -0.5),
    ],
)
def test_numbers_may_hold_underscores_and_prefixes(text: str, expected: float | None) -> None:
    assert number(text) == expected
