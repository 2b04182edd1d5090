"""Which template files of a chart matter for some values: those that may print, and what they call.

A file that begins with `{{ if .Values.feature }}`, or `and` with that first, and ends with the `end` of it, prints
nothing while the value is empty. Named templates in files that nothing left calls matter as little.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from helmwright.charts.actions import ACTION, STRING

_STRINGS = re.compile(STRING)
_ACTION = re.compile(ACTION, re.DOTALL)
_COMMENT = re.compile(rb"\{\{-?\s*/\*.*?\*/(?:\s+-)?\}\}", re.DOTALL)
_OPENS = re.compile(rb"(?:if|with|range|define|block)\b")
_GUARD = re.compile(rb"if\s+(and\s+)?\$?\.Values((?:\.\w+)+)(?!\S)\s*(.*)", re.DOTALL)
_PARENTHESES = re.compile(rb"\([^()]*\)")
_CALL = re.compile(
    rb'(?<![\w.$])(define|block|include|template)\s+"([^"\\]+)"'
    rb"|%b"
    rb"|(?<![\w.$])(block|include|template|tpl)\b" % STRING
)


@dataclass(frozen=True, slots=True)
class _Template:
    """What a file is read for. `guard` is the path of the value without which it prints nothing."""

    guard: tuple[str, ...]
    defines: frozenset[bytes]
    calls: frozenset[bytes]
    calls_any: bool


def printing(templates: Mapping[str, bytes], values: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """The files that may print something for one of these values, by path; `templates` are all of a chart."""
    values = tuple(values)
    return frozenset(
        path
        for path, content in templates.items()
        if not is_partial(path) and any(not _is_off(_read(content).guard, own) for own in values)
    )


def reached(templates: Mapping[str, bytes], roots: Iterable[str]) -> frozenset[str]:
    """The files `roots` and those that define what they call; all files when that cannot be told."""
    definers = defining(templates)
    seen: set[str] = set()
    waiting = list(roots)
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        template = _read(templates[path])
        if template.calls_any or not template.calls <= definers.keys():
            return frozenset(templates)
        waiting += (definer for name in template.calls for definer in definers[name])
    return frozenset(seen)


def defining(templates: Mapping[str, bytes]) -> dict[bytes, list[str]]:
    """The files that define each named template."""
    found: dict[bytes, list[str]] = {}
    for path, content in templates.items():
        for name in _read(content).defines:
            found.setdefault(name, []).append(path)
    return found


def is_partial(path: str) -> bool:
    """Whether Helm takes nothing but named templates from the file."""
    return path.rpartition("/")[2].startswith("_")


def _is_off(guard: tuple[str, ...], values: Any) -> bool:
    if not guard:
        return False
    for key in guard[:-1]:
        values = values.get(key)
        if not isinstance(values, Mapping):
            return False  # a refusal, which is Helm's
    return not values.get(guard[-1])


@lru_cache(maxsize=1024)
def _read(content: bytes) -> _Template:
    code = [action for action in _ACTION.finditer(content) if not action[1].startswith(b"/*")]
    named = [match for action in code for match in _CALL.finditer(action[1])]
    return _Template(
        _guard(content, code),
        frozenset(match[2] for match in named if match[1] in (b"define", b"block")),
        frozenset(match[2] for match in named if match[1] in (b"block", b"include", b"template")),
        any(match[3] for match in named),
    )


def _guard(content: bytes, code: list[re.Match[bytes]]) -> tuple[str, ...]:
    """The value that the condition around all of a file asks for first."""
    condition = _GUARD.fullmatch(code[0][1].strip()) if code else None
    if condition is None or not _is_one_block(code):
        return ()
    outside = content[: code[0].start()] + content[code[-1].end() :]
    others = _STRINGS.sub(b"", condition[3])
    while others != (inner := _PARENTHESES.sub(b"", others)):
        others = inner
    if _COMMENT.sub(b"", outside).strip() or b"|" in others or (others and not condition[1]):
        return ()
    return tuple(condition[2].decode().split(".")[1:])


def _is_one_block(code: list[re.Match[bytes]]) -> bool:
    """Whether the first of the actions opens a block without else that the last of them ends."""
    depth = 0
    for action in code[:-1]:
        word = action[1].split(maxsplit=1)[:1]
        depth += bool(_OPENS.match(action[1])) - (word == [b"end"])
        if depth == 0 or (depth == 1 and word == [b"else"]):
            return False
    return depth == 1 and code[-1][1].strip() == b"end"
