"""Reading YAML: what the data is, where everything stands, and what is refused."""

from __future__ import annotations

from time import process_time
from typing import Any

import pytest

from helmwright.limits import DESCRIPTOR_DEPTH, DESCRIPTOR_VALUES
from helmwright.yamlio.descriptor import Document, Path, read
from helmwright.yamlio.flaw import Flaw

TEXT = b"""\
# a comment
name: cart
ports:
  http: {container: 8080, service: 80}
args:
  - --verbose
  - "--port=8080"
text: |
  two
  lines
"""


def document(content: bytes) -> Document:
    result = read(content)
    assert isinstance(result, Document), result
    return result


def flaws(content: bytes) -> tuple[Flaw, ...]:
    result = read(content)
    assert isinstance(result, tuple), result
    return result


def test_the_data_of_a_document() -> None:
    assert document(TEXT).data == {
        "name": "cart",
        "ports": {"http": {"container": 8080, "service": 80}},
        "args": ["--verbose", "--port=8080"],
        "text": "two\nlines\n",
    }


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ((), (2, 1)),
        (("name",), (2, 7)),
        (("ports",), (4, 3)),
        (("ports", "http"), (4, 9)),
        (("ports", "http", "service"), (4, 36)),
        (("args", 1), (7, 5)),
        (("text",), (8, 7)),
    ],
)
def test_the_place_of_a_value(path: Path, place: tuple[int, int]) -> None:
    assert document(TEXT).position(path) == place


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("ports",), (3, 1)),
        (("ports", "http"), (4, 3)),
        (("ports", "http", "service"), (4, 27)),
        (("args", 1), (7, 5)),
    ],
)
def test_the_place_of_a_key(path: Path, place: tuple[int, int]) -> None:
    assert document(TEXT).position(path, key=True) == place


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("ports", "http", "protocol"), (4, 3)),
        (("ports", "grpc", "container"), (3, 1)),
        (("args", 7), (5, 1)),
        (("nothing",), (2, 1)),
    ],
)
def test_what_is_absent_stands_at_its_nearest_parents_key(path: Path, place: tuple[int, int]) -> None:
    assert document(TEXT).position(path) == place


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (("name",), "cart"),
        (("ports", "http", "container"), "8080"),
        (("args", 1), "--port=8080"),
        (("args",), None),
    ],
)
def test_a_scalar_as_it_was_written(path: Path, text: str | None) -> None:
    assert document(TEXT).text(path) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.10", 1.1),
        ("'1.10'", "1.10"),
        ("true", True),
        ("~", None),
        ("8080", 8080),
        ("0x1F", 31),
        ("-1.5e+3", -1500.0),
        ("v1", "v1"),
        ("1.2.3", "1.2.3"),
        ("15s", "15s"),
        ("10.0.0.0/16", "10.0.0.0/16"),
        ("sha256:12ab", "sha256:12ab"),
        ("12ab34", "12ab34"),
        ("true story", "true story"),
    ],
)
def test_scalars_that_every_reader_understands_alike(text: str, value: Any) -> None:
    result = document(f"key: {text}\n".encode())
    assert result.data == {"key": value}
    assert type(result.data["key"]) is type(value)


@pytest.mark.parametrize(
    "text",
    [
        "on",
        "No",
        "y",
        "012",
        "0o17",
        "0b11",
        "1_000",
        "12:30:45",
        "2024-01-01",
        "12e45",
        "1e3",
        ".5",
        ".inf",
        ".NaN",
        "=",
    ],
)
def test_scalars_that_readers_disagree_on(text: str) -> None:
    assert [flaw.code for flaw in flaws(f"key: {text}\n".encode())] == ["L110"]


def test_everything_wrong_is_told_at_once() -> None:
    content = b"a: on\nb: off\nb: 1\n1: x\nc: !odd x\n"
    assert [(flaw.code, flaw.line) for flaw in flaws(content)] == [
        ("L110", 1),
        ("L110", 2),
        ("L109", 3),
        ("L112", 4),
        ("L111", 5),
    ]


def test_an_alias_is_the_value_it_stands_for() -> None:
    assert document(b"a: &x {b: 1}\nc: *x\n").data == {"a": {"b": 1}, "c": {"b": 1}}


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    result = document(b"\xef\xbb\xbfname: cart\n")
    assert result.data == {"name": "cart"}
    assert result.position(("name",)) == (1, 7)


def test_line_ends_of_windows_count_as_one() -> None:
    assert document(b"a: 1\r\nb: |\r\n  x\r\n").data == {"a": 1, "b": "x\n"}


def test_characters_count_once_whatever_their_bytes() -> None:
    assert document('a: {é🎈: "x", b: 1}\n'.encode()).position(("a", "b")) == (1, 17)


def test_nesting_is_allowed_to_its_limit() -> None:
    levels = DESCRIPTOR_DEPTH.value - 1
    value = document(b"a: " + b"[" * levels + b"]" * levels).data["a"]
    for _ in range(levels - 1):
        (value,) = value
    assert value == []


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 100_000,
        b"{a: " * 100_000,
        b"- " * 100_000,
        b"? " * 100_000,
        b"\n".join(b" " * n + b"a:" for n in range(1400)),
        b"\n".join(b" " * n + b"-" for n in range(1400)),
        b"a: " + b"[ # ]\n" * 30_000,
        b"a: " + b"[ ']',\n" * 30_000,
        b"a: &a [" + b"[" * 40 + b"]" * 40 + b"]\nb: " + b"[" * 20 + b"*a" + b"]" * 20,
    ],
    ids=[
        *("lists", "maps", "items", "keys", "indented maps", "indented lists"),
        *("brackets in comments", "brackets in quotes", "aliases"),
    ],
)
def test_nesting_never_exhausts_the_parser(content: bytes) -> None:
    assert [flaw.code for flaw in flaws(content)] == ["L107"]


@pytest.mark.parametrize(
    ("text", "line"),
    [("%YAML 1.2\n---\na: b\n", 1), ("# note\n%TAG !x! y\n---\na: b\n", 2), ('a: "b\n%c"\n', 2)],
)
def test_what_may_be_a_directive_is_refused(text: str, line: int) -> None:
    assert [(flaw.code, flaw.line) for flaw in flaws(text.encode())] == [("L104", line)]


def test_an_anchor_may_be_used_again() -> None:
    assert document(b"a: &x 1\nb: &x 2\nc: *x\n").data == {"a": 1, "b": 2, "c": 2}


@pytest.mark.parametrize(
    "text", ["9" * 30_000, "9" * 30_000 + ".x", "1." * 15_000, "-" * 30_000, "1:" * 15_000 + "1"]
)
def test_a_long_scalar_takes_little_time(text: str) -> None:
    started = process_time()
    read(f"key: {text}\n".encode())
    assert process_time() - started < 1


def test_a_whole_number_that_helm_would_round_is_refused() -> None:
    assert document(b"key: [9007199254740992, -9007199254740992]\n").data == {"key": [2**53, -(2**53)]}
    for text in ("9007199254740993", "-9007199254740993", "0x20000000000001", "9" * 301):
        assert [flaw.code for flaw in flaws(f"key: {text}\n".encode())] == ["L110"]


def test_many_values_are_allowed_to_the_limit() -> None:
    content = b"- 1\n" * (DESCRIPTOR_VALUES.value - 1)
    assert len(document(content).data) == DESCRIPTOR_VALUES.value - 1
    assert [flaw.code for flaw in flaws(content + b"- 1\n")] == ["L108"]


def test_text_that_looks_nested_is_text() -> None:
    listing = "\n".join(f"  - item {n} - [x] {{y}}" for n in range(2000))
    assert len(document(f"text: |\n{listing}\n".encode()).data["text"]) > 2000


@pytest.mark.parametrize(
    "text",
    [
        "!!str 8080",
        '!!int "8080"',
        "!!float 8",
        "!!set {a}",
        "!local x",
        "! 8080",
        "!!python/name:os.system x",
    ],
)
def test_a_tag_would_make_another_value_of_the_text(text: str) -> None:
    assert [flaw.code for flaw in flaws(f"key: {text}\n".encode())] == ["L111"]


@pytest.mark.parametrize("name", ["0085", "2028", "2029"])
def test_a_line_break_that_only_some_readers_see_is_refused(name: str) -> None:
    text = f'one: 1\ntwo: "a{chr(int(name, 16))}b"\n'
    assert flaws(text.encode()) == (
        Flaw(
            "L104", 2, 8,
            f"the character U+{name} ends a line for some YAML readers and not for others",
            f'write it as "\\u{name}" in double quotes',
        ),
    )  # fmt: skip


def test_such_a_line_break_may_be_escaped() -> None:
    assert document(rb'two: "a\u2028b"').data == {"two": "a\u2028b"}
