"""Reads one YAML document with the place of every key and value.

libyaml parses; the meaning of scalars is ours (`scalars.py`), so that there is one answer for the data and
for its positions. Nothing here raises on bad input: every problem comes back as a `Flaw`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import yaml

from helmwright.limits import (
    DESCRIPTOR_BYTES,
    DESCRIPTOR_DEPTH,
    DESCRIPTOR_FINDINGS,
    DESCRIPTOR_KEY,
    DESCRIPTOR_VALUES,
)
from helmwright.yamlio.composer import Composer, TooDeepError
from helmwright.yamlio.flaw import Flaw
from helmwright.yamlio.scalars import resolve
from helmwright.yamlio.syntax import syntax_flaw

_BYTES, _VALUES, _DEPTH, _KEY, _FINDINGS = (
    limit.value
    for limit in (DESCRIPTOR_BYTES, DESCRIPTOR_VALUES, DESCRIPTOR_DEPTH, DESCRIPTOR_KEY, DESCRIPTOR_FINDINGS)
)

_DISPUTED = re.compile("[\x85\u2028\u2029]|^%", re.MULTILINE)
_SURROGATE = re.compile("[\ud800-\udfff]")

_TAGS: dict[type, str] = {
    kind: f"tag:yaml.org,2002:{name}"
    for kind, name in (
        (str, "str"),
        (int, "int"),
        (float, "float"),
        (bool, "bool"),
        (type(None), "null"),
        (dict, "map"),
        (list, "seq"),
    )
}
"""The tag of each type; any other one would make another value of the text."""

Path = tuple[str | int, ...]
"""The way to a value: keys of maps and indexes of lists."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document: its data as maps, lists and scalars, and its parsed nodes for positions."""

    data: Any
    root: yaml.Node
    _entries: dict[int, dict[str, tuple[yaml.Node, yaml.Node]]] = field(default_factory=dict, compare=False)
    """The key and value nodes of the maps that were asked for, by key."""

    def position(self, path: Path, *, key: bool = False) -> tuple[int, int]:
        """Line and column of the value at `path`, or of its key; of the nearest parent if it is absent."""
        node, name = self.root, None
        for step in path:
            found = self._child(node, step)
            if found is None:
                key = True
                break
            name, node = found
        mark = name.start_mark if key and name is not None else node.start_mark
        return mark.line + 1, mark.column + 1

    def text(self, path: Path) -> str | None:
        """The scalar at `path` as it was written, without quotes; None if there is no scalar."""
        node = self._node(path)
        return str(node.value) if isinstance(node, yaml.ScalarNode) else None

    def after_comma(self, path: Path) -> bool:
        """Whether a key without a value follows plain text in a flow map, as does what is behind a comma of a text."""
        around = self._node(path[:-1])
        return isinstance(around, yaml.MappingNode) and any(
            key.value == path[-1]
            and value.start_mark.index == value.end_mark.index
            and isinstance(before, yaml.ScalarNode)
            and not before.style
            for (_, before), (key, value) in pairwise(around.value if around.flow_style else ())
        )

    def _node(self, path: Path) -> yaml.Node | None:
        node: yaml.Node = self.root
        for step in path:
            found = self._child(node, step)
            if found is None:
                return None
            node = found[1]
        return node

    def _child(self, node: yaml.Node, step: str | int) -> tuple[yaml.Node | None, yaml.Node] | None:
        if isinstance(node, yaml.MappingNode):
            if id(node) not in self._entries:
                self._entries[id(node)] = {key.value: (key, value) for key, value in node.value}
            return self._entries[id(node)].get(str(step))
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            return None, node.value[step]
        return None


def read(content: bytes) -> Document | tuple[Flaw, ...]:
    """The document in `content`, or everything that is wrong with it."""
    if len(content) > _BYTES:
        return (Flaw("L103", 0, 0, f"the file has {len(content):,} bytes, more than {_BYTES:,}"),)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - (content.rfind(b"\n", 0, error.start) + 1) + 1
        return (Flaw("L102", line, column, "the file is not UTF-8", "save it again with the encoding UTF-8"),)
    if flaw := _disputed(text):
        return (flaw,)
    try:
        root = _compose(text)
    except TooDeepError as error:
        mark: Any = error.problem_mark
        return (Flaw("L107", mark.line + 1, mark.column + 1, str(error.problem)),)
    except yaml.MarkedYAMLError as error:
        return (syntax_flaw(error, text),)
    except yaml.reader.ReaderError as error:
        before = text[: error.position] if isinstance(error.position, int) else ""
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        message = f"the character U+{_code_point(error.character):04X} is not allowed in YAML"
        return (Flaw("L104", line, column, message),)
    if isinstance(root, Flaw):
        return (root,)
    builder = _Builder()
    data = builder.build(root, 0)
    return tuple(builder.flaws) if builder.flaws else Document(data, root)


class _Loader(Composer):
    deepest = _DEPTH

    def tag(self, event: Any, *_: Any) -> Any:
        """The tag that is written, None without one."""
        return event.tag


def _compose(text: str) -> yaml.Node | Flaw:
    loader = _Loader(text)
    try:
        if not loader.check_node():
            return Flaw("L105", 1, 1, "the file is empty", "write a descriptor, or remove the file")
        root = loader.get_node()
        if loader.check_node():
            mark = loader.peek_event().start_mark
            return Flaw(
                "L106", mark.line + 1, mark.column + 1, "a second document starts here",
                "keep one descriptor per file; a file's name is its descriptor's name",
            )  # fmt: skip
        return root
    finally:
        loader.dispose()


def _code_point(character: str | int) -> int:
    return character if isinstance(character, int) else ord(character)


def _disputed(text: str) -> Flaw | None:
    """Refuses what ends a line or starts a directive in one version of YAML, and is text in another."""
    found = _DISPUTED.search(text)
    if not found:
        return None
    line = text.count("\n", 0, found.start()) + 1
    column = found.start() - text.rfind("\n", 0, found.start())
    if found[0] == "%":
        message = "a % at the start of a line is a directive for some YAML readers and text for others"
        return Flaw("L104", line, column, message, "remove the directive, or indent the text")
    name = f"{ord(found[0]):04X}"
    message = f"the character U+{name} ends a line for some YAML readers and not for others"
    return Flaw("L104", line, column, message, f'write it as "\\u{name}" in double quotes')


class _Builder:
    """Turns nodes into data and collects what is wrong on the way."""

    def __init__(self) -> None:
        self.flaws: list[Flaw] = []
        self._nodes = 0
        self._open: set[int] = set()

    def build(self, node: yaml.Node, depth: int) -> Any:
        self._nodes += 1
        if self._nodes > _VALUES:
            if self._nodes == _VALUES + 1:
                self._flaw("L108", node, f"the aliases make more than {_VALUES:,} values")
            return None
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if id(node) in self._open:
            self._flaw("L108", node, "the alias contains itself")
            return None
        if depth >= _DEPTH:
            self._flaw("L107", node, f"values nest deeper than {_DEPTH} levels")
            return None
        self._open.add(id(node))
        if isinstance(node, yaml.MappingNode):
            value: Any = self._map(node, depth)
        else:
            value = [self.build(item, depth + 1) for item in node.value]
        self._open.discard(id(node))
        self._check_tag(node, value)
        return value

    def _check_tag(self, node: yaml.Node, value: Any) -> None:
        if node.tag not in (None, _TAGS[type(value)]):
            self._flaw("L111", node, f"the tag {node.tag} is not allowed", "remove the tag")

    def _scalar(self, node: yaml.ScalarNode) -> Any:
        value, ambiguous = (node.value, False) if node.style else resolve(node.value)
        if not ambiguous:
            self._check_tag(node, value)
            if node.style == '"' and _SURROGATE.search(
                node.value
            ):  # which only PyYAML's parser in Python takes
                self._flaw("L104", node, "half of a pair of surrogates is no character")
            return value
        hint = f'write "{node.value}" for the text, or true, false or a plain decimal number'
        if node.value == "<<":
            hint = "write the entries out; YAML 1.2 has no merge keys"
        self._flaw("L110", node, f"YAML readers disagree on what {node.value} means", hint)
        return value

    def _map(self, node: yaml.MappingNode, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        first: dict[str, int] = {}
        for key, child in node.value:
            value = self.build(child, depth + 1)
            name = self._scalar(key) if isinstance(key, yaml.ScalarNode) else None
            if not isinstance(name, str):
                shown = f'"{key.value}"' if isinstance(key, yaml.ScalarNode) else "text"
                self._flaw("L112", key, "the key is not a string", f"write it as {shown}")
            elif len(name) > _KEY:
                self._flaw(
                    "L123", key, f"the key has {len(name):,} characters, more than {_KEY:,}", "shorten it"
                )
            elif name in result:
                self._flaw(
                    "L109", key, f"the key '{name}' is given twice, first in line {first[name]}",
                    "remove one of the two",
                )  # fmt: skip
            else:
                result[name] = value
                first[name] = key.start_mark.line + 1
        return result

    def _flaw(self, code: str, node: yaml.Node, message: str, hint: str = "") -> None:
        mark = node.start_mark
        if len(self.flaws) == _FINDINGS:
            code, message = "L121", "there are more problems, which are not shown"
            hint = "mend the first ones, and run the command again"
        if len(self.flaws) <= _FINDINGS:
            self.flaws.append(Flaw(code, mark.line + 1, mark.column + 1, message, hint))
