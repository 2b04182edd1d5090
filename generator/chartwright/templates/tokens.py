"""Template text to tokens: what is between `{{` and `}}`, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


class TemplateError(ValueError):
    """Text that Go's parser refuses too, or that nests too deeply; `at` is the offset of the trouble."""

    def __init__(self, at: int, problem: str) -> None:
        super().__init__(problem)
        self.at = at
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of an action: its kind is the name of its group in the grammar below."""

    kind: str
    text: str
    at: int

    @property
    def end(self) -> int:
        return self.at + len(self.text)


@dataclass(frozen=True, slots=True)
class Tag:
    """One action from `{{` to `}}`; `trims` tells whether it trims the text before it."""

    tokens: tuple[Token, ...]
    at: int
    end: int
    trims: bool


_COMMENT = re.compile(r"/\*.*?\*/(?=\s-\}\}|\}\})", re.DOTALL)
_TOKEN = re.compile(
    r"""
    (?P<space>\s+)
    | (?P<close>\}\})
    | (?P<string>"(?:[^"\\\n]|\\.)*" | `[^`]*`)
    | (?P<char>'(?:[^'\\\n]|\\.)+')
    | (?P<number>[+-]?(?:0[xXbBoO][0-9a-fA-F_]+|(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)i?)
    | (?P<field>\.[^\W\d]\w*)
    | (?P<dot>\.)
    | (?P<variable>\$\w*)
    | (?P<word>[^\W\d]\w*)
    | (?P<mark>:=|=|\||,|\(|\))
    """,
    re.VERBOSE,
)
_TRIM_BEFORE = re.compile(r"-\s")
_TRIM_AFTER = re.compile(r"\s+-\}\}")


def tags(text: str) -> Iterator[Tag]:
    """Every action that is not a comment, in order. Raises TemplateError."""
    at = text.find("{{")
    while at >= 0:
        trims = bool(_TRIM_BEFORE.match(text, at + 2))
        start = at + 3 if trims else at + 2
        inner = re.compile(r"\s*").match(text, start).end() if trims else start  # type: ignore[union-attr]
        if text.startswith("/*", inner):
            end = _comment_end(text, inner)
        else:
            tokens, end = _tokens(text, start)
            yield Tag(tokens, at, end, trims)
        at = text.find("{{", end)


def _comment_end(text: str, start: int) -> int:
    comment = _COMMENT.match(text, start)
    if comment is None:
        raise TemplateError(start, "the comment is not closed")
    return text.index("}}", comment.end()) + 2


def _tokens(text: str, position: int) -> tuple[tuple[Token, ...], int]:
    found: list[Token] = []
    while True:
        if close := _TRIM_AFTER.match(text, position):
            return tuple(found), close.end()
        match = _TOKEN.match(text, position)
        if match is None:
            seen = text[position : position + 1]
            raise TemplateError(position, f"unexpected {seen!r}" if seen else "the action is not closed")
        position = match.end()
        if match.lastgroup == "close":
            return tuple(found), position
        if match.lastgroup != "space":
            found.append(Token(str(match.lastgroup), match[0], match.start()))
