"""Our reader beside ruamel.yaml (YAML 1.2) and PyYAML (1.1): the same data, at the same places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any

import yaml
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from tests.property.patterns import matching

from helmwright.yamlio.descriptor import Document, Path, read
from helmwright.yamlio.scalars import resolve
from helmwright.yamlio.writer import emit

_PLAIN = st.sampled_from(
    [
        "cart",
        "8080",
        "1.5",
        "-3",
        "0x1F",
        "true",
        "False",
        "null",
        "~",
        "15s",
        "v1.2",
        "a b",
        "x#y",
        "/a:b",
        "1.2.3",
    ]
)
_QUOTED = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=8)
_KEYS = st.sampled_from(["a", "bb", "key", '"quoted key"', "'single'", "x-y/z.w", "été"])
_COMMENTS = st.sampled_from(["", "  # a comment", " "])


def _double(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _single(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


_SCALARS = st.one_of(_PLAIN, _QUOTED.map(_double), _QUOTED.map(_single))
_FLOW = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.dictionaries(_KEYS, inner, max_size=3).map(
            lambda entries: "{" + ", ".join(f"{key}: {value}" for key, value in entries.items()) + "}"
        ),
    ),
    max_leaves=5,
)


@st.composite
def blocks(draw: st.DrawFn, depth: int = 3, indent: str = "") -> str:
    """A map or list in block style, each value in block, flow or literal style, with comments between."""
    lines: list[str] = []
    listed = draw(st.booleans())
    keys = [] if listed else draw(st.lists(_KEYS, min_size=1, max_size=3, unique=True))
    for head in ["-"] * draw(st.integers(1, 3)) if listed else [f"{key}:" for key in keys]:
        lines += draw(st.sampled_from([[], [""], [f"{indent}# between"]]))
        form = draw(st.sampled_from(["flow", "literal", "block"] if depth else ["flow", "literal"]))
        deeper = indent + "  "
        if form == "flow":
            lines.append(f"{indent}{head} {draw(_FLOW)}{draw(_COMMENTS)}")
        elif form == "literal":
            lines += [
                f"{indent}{head} |{draw(_COMMENTS)}",
                f"{deeper}some text",
                f"{deeper}  and more: [of it",
            ]
        else:
            lines += [f"{indent}{head}{draw(_COMMENTS)}", draw(blocks(depth - 1, deeper))]
    return "\n".join(lines)


def places(node: Any, path: Path = ()) -> Iterator[tuple[Path, tuple[int, int], tuple[int, int]]]:
    """By ruamel: each path, and where its key (or item) and its value stand."""
    if isinstance(node, CommentedMap):
        for key, value in node.items():
            yield (*path, key), node.lc.key(key), node.lc.value(key)
            yield from places(value, (*path, key))
    elif isinstance(node, CommentedSeq):
        for index, value in enumerate(node):
            yield (*path, index), node.lc.item(index), node.lc.item(index)
            yield from places(value, (*path, index))


def plain(node: Any) -> Any:
    """Ruamel's data as ordinary data."""
    if isinstance(node, Mapping):
        return {str(key): plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [plain(item) for item in node]
    if isinstance(node, bool) or node is None:
        return node
    return next(kind(node) for kind in (str, int, float) if isinstance(node, kind))


@settings(max_examples=300)
@given(blocks())
@example("a:\n  - - b\n    - c\n  -\n    d: e\n")
@example("a: {b: [c, {d: e}]}\n'f': g\n")
def test_data_and_places_are_those_of_ruamel(text: str) -> None:
    document = read(text.encode())
    assert isinstance(document, Document), document
    reference = YAML(typ="rt", pure=True).load(StringIO(text))
    assert document.data == plain(reference)
    for path, key, value in places(reference):
        own_key, own_value = document.position(path, key=True), document.position(path)
        assert own_key == (key[0] + 1, key[1] + 1), path
        assert own_value == (value[0] + 1, value[1] + 1), path


_TRICKY = st.one_of(
    matching(r"[-+.0-9_:eExXoObBnNyYfFtTrRuUlLaAsS~<=]{1,9}"),
    matching(r"[-+]?[0-9_]{0,3}(\.[0-9_]{0,3})?([eE][-+]?[0-9_]{1,2})?"),
    matching(r"[-+]?[0-9]{1,2}(:[0-9]{1,2}){1,2}(\.[0-9]*)?"),
    matching(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ][0-9]{1,2}:[0-9]{2}:[0-9]{2}Z?)?"),
)


BY_1_2 = YAML(typ="safe", pure=True)
"""One for all examples: whenever one is made it looks for plug-ins on the disk."""


@settings(max_examples=1000)
@given(_TRICKY)
@example("0o17")
@example("1e3")
@example("685.230_15e+03")
@example("190:20:30")
@example("2001-12-14t21:59:43.10-05:00")
def test_every_reader_agrees_on_what_is_not_ambiguous(text: str) -> None:
    value, ambiguous = resolve(text)
    assume(not ambiguous and ": " not in f"{text} ")
    try:
        by_1_1 = yaml.safe_load(f"key: {text}")
        by_1_2 = BY_1_2.load(f"key: {text}")
    except (yaml.YAMLError, ValueError):
        return
    assert by_1_1 == by_1_2 == {"key": value}
    assert type(by_1_1["key"]) is type(by_1_2["key"]) is type(value)


_VALUES = st.recursive(
    st.text(st.characters(exclude_categories=["Cs"]))
    | _TRICKY
    | st.booleans()
    | st.integers(-(2**53), 2**53)  # beyond, readers disagree (L110)
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(_TRICKY | st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(st.dictionaries(_TRICKY, _VALUES, min_size=1, max_size=4))
def test_we_read_what_we_wrote(value: dict[str, Any]) -> None:
    document = read(emit(value).encode())
    assert isinstance(document, Document), document
    assert document.data == value
