"""What a JSON Schema refused, from the report of Go's jsonschema library, which Helm and kubeconform use.

The library prints one line a problem, indented below the rule that asked for it:

    - at '/resources': validation failed
      - at '/resources/cpu': got number, want string
      - at '/resources': additional properties 'gpu' not allowed
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

NOT_ALLOWED = "is not allowed here"
AMBIGUOUS = "fits more than one of the forms that exclude each other"

_QUOTED = re.compile(r"'(?:[^'\\]|\\.)*'")
_LINE = re.compile(rf"( *)- at ({_QUOTED.pattern}): (.*)")
_UNKNOWN = re.compile(r"additional properties (.*) not allowed")
_MISSING = re.compile(r"missing propert(?:y|ies) (.*)")
_BAD_NAME = re.compile(r"invalid propertyName (.*)")
_ALTERNATIVES = ("'anyOf' failed", "'oneOf' failed, none matched")

Keys = tuple[str, ...]


@dataclass(slots=True)
class _Problem:
    keys: Keys
    text: str
    below: list[_Problem] = field(default_factory=list)


def violations(lines: Sequence[str]) -> list[tuple[Keys, str]] | None:
    """The keys that lead to each wrong value and what is wrong with it; None for lines of another kind.

    Rules that only group others are left out, a value that fits no alternative is one violation, and a key
    that must not be there is a violation of its own.
    """
    problems = _tree(lines)
    return None if problems is None else [leaf for problem in problems for leaf in _leaves(problem)]


def alternatives(reasons: Iterable[str]) -> str:
    """What is wrong with a value that fits none of several forms, each with its own reason."""
    return f"fits none of the allowed forms: {'; '.join(dict.fromkeys(reasons))}"


def missing(key: str) -> str:
    """What is wrong with a map that lacks a key."""
    return f"lacks {key!r}"


def _tree(lines: Sequence[str]) -> list[_Problem] | None:
    top: list[_Problem] = []
    open_lists = [top]
    for line in lines:
        match = _LINE.fullmatch(line)
        if match is None:
            return None
        indent, pointer, text = match.groups()
        problem = _Problem(_keys(_unquoted(pointer)[0]), text)
        del open_lists[len(indent) // 2 + 1 :]
        open_lists[-1].append(problem)
        open_lists.append(problem.below)
    return top


def _leaves(problem: _Problem) -> Iterator[tuple[Keys, str]]:
    keys, text = problem.keys, problem.text
    below = [leaf for inner in problem.below for leaf in _leaves(inner)]
    if text in _ALTERNATIVES:
        yield keys, alternatives(reason for _, reason in below)
    elif bad := _BAD_NAME.fullmatch(text):
        yield (*keys, *_unquoted(bad[1])), "; ".join(reason for _, reason in below)
    elif below:
        yield from below
    elif unknown := _UNKNOWN.fullmatch(text):
        yield from (((*keys, key), NOT_ALLOWED) for key in _unquoted(unknown[1]))
    elif absent := _MISSING.fullmatch(text):
        yield from ((keys, missing(key)) for key in _unquoted(absent[1]))
    elif text.startswith("'oneOf' failed"):
        yield keys, AMBIGUOUS
    else:
        yield keys, NOT_ALLOWED if text == "false schema" else text


def _unquoted(text: str) -> list[str]:
    """The strings quoted in the text. Go's escapes are Python's."""
    return [ast.literal_eval(quoted) for quoted in _QUOTED.findall(text)]


def _keys(pointer: str) -> Keys:
    return tuple(key.replace("~1", "/").replace("~0", "~") for key in pointer.split("/")[1:])
