"""Which template files of a chart matter for some values: those that may print, and what they call.

A file that begins with `{{ if .Values.feature }}`, or `and` with that first, and ends with the `end` of it, prints
nothing while the value is empty. Named templates in files that nothing left calls matter as little.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from helmwright.charts.template_tokens import Piece, pieces

_OPENING = ("if", "with", "range", "define", "block")
_NAMING = ("define", "block", "include", "template")
_CALLING = ("block", "include", "template", "tpl")
_GUARD = re.compile(r"\{\{(?:-\s)?\s*if\s+(and\s+)?\$?\.Values((?:\.\w+)+)(|\s.*?)(?:\s-)?\}\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Template:
    """What a file is read for. `guard` is the path of the value without which it prints nothing."""

    guard: tuple[str, ...]
    defines: frozenset[str]
    calls: frozenset[str]
    calls_any: bool


def printing(templates: Mapping[str, bytes], values: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """The files that may print something for one of these values, by path; `templates` are all of a chart.

    This and what follows raise ValueError for a template that cannot be read.
    """
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


def defining(templates: Mapping[str, bytes]) -> dict[str, list[str]]:
    """The files that define each named template."""
    found: dict[str, list[str]] = {}
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
    code = [piece for piece in pieces(content.decode()) if piece.kind != "comment" and piece.text.strip()]
    named = [
        (word.text, name.content)
        for piece in code
        for word, name in pairwise(piece.tokens)
        if word.text in _NAMING and name.kind == "string"
    ]
    calls = [name for word, name in named if word != "define"]
    calling = sum(token.text in _CALLING for piece in code for token in piece.tokens)
    return _Template(
        _guard(code),
        frozenset(name for word, name in named if word in ("define", "block")),
        frozenset(calls),
        calling > len(calls),
    )


def _guard(code: Sequence[Piece]) -> tuple[str, ...]:
    """The value that the condition around all of a file asks for first."""
    condition = _GUARD.fullmatch(code[0].text) if _is_one_block(code) else None
    if condition is None or (condition[3].strip() and not condition[1]):
        return ()
    depth = 0
    for token in code[0].tokens:
        depth += (token.text == "(") - (token.text == ")")
        if token.text == "|" and not depth:
            return ()
    return tuple(condition[2].split(".")[1:])


def _is_one_block(code: Sequence[Piece]) -> bool:
    """Whether the first piece opens a block without else that the last one ends."""
    depth = 0
    for piece in code[:-1]:
        depth += (piece.word in _OPENING) - (piece.word == "end")
        if depth == 0 or (depth == 1 and piece.word == "else"):
            return False
    return depth == 1 and code[-1].word == "end"
