"""PyYAML with go-yaml's rules, which are those of Helm, kubectl and the API server.

Go-yaml (version 2, through sigs.k8s.io/yaml) follows neither YAML 1.1 nor 1.2 to the letter: `on`, `yes` and
`y` are booleans and `0123` is octal, but `12:30` and `2024-01-01` are strings; every key becomes a string;
a merge (`<<`) acts where it stands. See `resolve.go` and `decode.go` of https://github.com/go-yaml/yaml.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Hashable, Mapping
from typing import Any, ClassVar

import yaml
from yaml.constructor import ConstructorError

from helmwright.limits import RENDERED_DEPTH, RENDERED_VALUES
from helmwright.yamlio.composer import Composer

TRUE = frozenset(("y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE"))
FALSE = frozenset(("n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE"))
NULL = frozenset(("~", "null", "Null", "NULL", ""))
MERGE = "<<"

_INTEGER = re.compile(r"([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))")
_BASES = (16, 2, 8, 10)
INT64 = 2**63 - 1
"""The largest integer that go-yaml reads in the same way however it is written."""
_LARGEST = {"-": INT64 + 1, "+": INT64, "": 2**64 - 1}
"""The largest integer that Go reads with each sign."""
_DIGITS = 100
"""Far more decimal digits than the largest integer has."""
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_LOOSE = re.compile(r"(?<![0-9])_|_(?![0-9])")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")

_TAG = "tag:yaml.org,2002:"


def number(text: str) -> int | float | None:
    """The number that a plain scalar is, None when it is a string.

    Whole floats are integers, as they are once go-yaml's result has been through JSON; -0.0 stays one.
    """
    if text.startswith(".") and _LOOSE.search(text):  # only there Go looks where underscores stand
        return None
    plain = text.replace("_", "")
    if match := _INTEGER.fullmatch(plain):
        sign, *digits = match.groups()
        part, base = next((part, base) for part, base in zip(digits, _BASES, strict=True) if part)
        if len(part) < _DIGITS or base != 10:  # Python takes time by the square of decimal digits
            whole = int(part, base)
            if whole <= _LARGEST[sign]:
                return -whole if sign == "-" else whole
    if not _FLOAT.fullmatch(plain) or math.isinf(value := float(plain)):
        return None
    minus_zero = value == 0 and plain.startswith("-")
    return int(value) if value.is_integer() and not minus_zero else value


class Loader(Composer):
    """Loads what JSON can hold; a key given twice, an infinite number or an unknown tag is an error."""

    deepest = RENDERED_DEPTH.value
    yaml_implicit_resolvers: ClassVar[dict[str, list[Any]]] = {}

    _merges = 0
    """How many entries merges have brought."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:  # noqa: ARG002
        """The mapping with merges applied in their places, as go-yaml does."""
        if not isinstance(node, yaml.MappingNode):
            raise _error("expected a mapping", node)
        mapping: dict[Hashable, Any] = {}
        given: set[str] = set()
        for key_node, value_node in node.value:
            if key_node.tag == _TAG + "merge":
                mapping |= self._merged(value_node)
                self._merges += 1 + len(mapping)
                if self._merges > RENDERED_VALUES.value:
                    raise _error("holds aliases that expand too far", key_node)
                continue
            key = self._key(key_node)
            if key in given:
                raise _error(f"the key {key!r} is given twice", key_node)
            given.add(key)
            mapping[key] = self.construct_object(value_node, deep=True)
        return mapping

    def tag(self, event: Any, kind: type, value: str | None) -> Any:
        """The tag of a node; of one that is written the text must be what it says."""
        found = super().tag(event, kind, value)
        fits = _FITS.get(event.tag)
        if fits and value is not None and not fits(value):
            raise _error(f"{value} is not what its tag {event.tag} says", event)
        return found

    def _merged(self, node: Any) -> dict[Hashable, Any]:
        """What a merge brings; of several mappings, the earlier ones win."""
        parts = reversed(node.value) if isinstance(node, yaml.SequenceNode) else [node]
        merged: dict[Hashable, Any] = {}
        for part in parts:
            merged |= self.construct_mapping(part)
        return merged

    def _key(self, node: Any) -> str:
        key = self.construct_object(node, deep=True)
        if isinstance(key, str):
            return key
        if isinstance(key, bool):
            return "true" if key else "false"
        # Another one is written in a way of its own by every reader: 1.10 as 1.1, 1e3 as 1e+03.
        if isinstance(key, int) and _INTEGER.fullmatch(node.value.replace("_", "")) and abs(key) <= INT64:
            return str(key)
        raise _error("a key must be a string", node)

    def _number(self, node: Any) -> int | float | str:
        text: str = self.construct_scalar(node)
        if _NOT_FINITE.fullmatch(text):
            raise _error(f"{text} is no number in JSON", node)
        value = number(text)
        return text if value is None else value

    def _boolean(self, node: Any) -> bool:
        return self.construct_scalar(node) in TRUE

    yaml_constructors: ClassVar[dict[str | None, Any]] = {
        _TAG + "null": Composer.construct_yaml_null,
        _TAG + "bool": _boolean,
        _TAG + "int": _number,
        _TAG + "float": _number,
        _TAG + "str": Composer.construct_yaml_str,
        _TAG + "merge": Composer.construct_yaml_str,
        _TAG + "seq": Composer.construct_yaml_seq,
        _TAG + "map": Composer.construct_yaml_map,
        None: Composer.construct_undefined,
    }


_FITS: Mapping[str | None, Callable[[str], object]] = {
    _TAG + "null": NULL.__contains__,
    _TAG + "bool": (TRUE | FALSE).__contains__,
    _TAG + "int": lambda text: _INTEGER.fullmatch(text.replace("_", "")),
    _TAG + "float": lambda text: _NOT_FINITE.fullmatch(text) or number(text) is not None,
}
"""Whether a text is what its tag says."""


def _error(problem: str, node: Any) -> ConstructorError:
    return ConstructorError(None, None, problem, node.start_mark)


def _words(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(map(re.escape, sorted(words)))})$")


for _name, _pattern, _initials in (
    ("bool", _words(TRUE | FALSE), [*"yYnNoOtTfF"]),
    ("null", _words(NULL), [*"~nN", ""]),
    ("float", re.compile(""), [*"+-.0123456789"]),
    ("merge", _words(frozenset((MERGE,))), ["<"]),
):
    Loader.add_implicit_resolver(_TAG + _name, _pattern, _initials)
