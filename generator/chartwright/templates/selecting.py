"""Where a template's text writes selectors, and which of its variables have a say in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TAG = re.compile(r"\{\{(-?\s*(?:/\*|(?:if|else|end|with|range|define|block)\b))?.*?\}\}", re.DOTALL)
_KEY = re.compile(r"""^([ ]*)(?![ -]).*\b(?:selector|podSelector)["']?[ ]*:.*""", re.MULTILINE)
_LINE = re.compile(r"^([ ]*)([^ \n]).*", re.MULTILINE)
_ALIAS = re.compile(r"[:\s]\*\w")
_VARIABLE = re.compile(r"\$\w+")
_ASSIGNMENT = re.compile(r"\{\{-?\s*(?:range\s+)?((?:\$\w+\s*,?\s*)+):?=(.*?)\}\}", re.DOTALL)
_PRINTS = "\0"


@dataclass(frozen=True, slots=True)
class Selecting:
    """The parts of a text that write selectors, by their offsets, and the variables that these follow from."""

    spans: tuple[tuple[int, int], ...]
    variables: frozenset[str]

    def within(self, start: int, end: int) -> bool:
        """Whether something of the text from `start` to `end` may be a part of a selector."""
        return any(start < last and first <= end for first, last in self.spans)

    def follows(self, variable: str) -> bool:
        """Whether a selector may follow from the variable: from any, when named templates write all of them."""
        return not self.spans or variable == "_" or f"${variable}" in self.variables


def selecting(text: str) -> Selecting:
    """What is known of a text. A selector is what stands below its key, deeper than that.

    Where one is a YAML alias of what stands elsewhere it may be anything: the whole text.
    """
    plain = _TAG.sub(lambda tag: re.sub(r"[^\n]", " " if tag[1] else _PRINTS, tag[0]), text)
    spans = tuple(_spans(plain))
    if any(_ALIAS.search(plain, *span) for span in spans):
        spans = ((0, len(text)),)
    return Selecting(spans, _variables(text, spans))


def _spans(plain: str) -> Iterator[tuple[int, int]]:
    """The parts, of a text whose tags are blanks, or marks where they print something."""
    for key in _KEY.finditer(plain):
        end = key.end()
        for line in _LINE.finditer(plain, end):
            if len(line[1]) <= len(key[1]) and line[2] != _PRINTS:
                break
            end = line.end()
        yield key.start(), end


def _variables(text: str, spans: tuple[tuple[int, int], ...]) -> frozenset[str]:
    found = {name for span in spans for name in _VARIABLE.findall(text, *span)}
    assigned = [
        (_VARIABLE.findall(names), _VARIABLE.findall(value)) for names, value in _ASSIGNMENT.findall(text)
    ]
    while more := {name for names, value in assigned if found.intersection(names) for name in value} - found:
        found |= more
    return frozenset(found)
