"""Template files in pieces, as Go's lexer tells them apart: text, comments, and tags from `{{` to `}}`.

https://github.com/golang/go/blob/master/src/text/template/parse/lex.go
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple


class TemplateError(ValueError):
    """Text that Go's parser refuses too, or that nests too deeply; `at` is the offset of the trouble."""

    def __init__(self, at: int, problem: str) -> None:
        super().__init__(problem)
        self.at = at
        self.problem = problem


class Token(NamedTuple):
    """A piece of a tag: its kind is the name of its group in the grammar below."""

    kind: str
    text: str
    at: int

    @property
    def end(self) -> int:
        return self.at + len(self.text)

    @property
    def content(self) -> str:
        """What a string says. Escapes that JSON does not have are left as they are."""
        if self.text[0] == "`":
            return self.text[1:-1]
        try:
            return str(json.loads(re.sub(r"\\x([0-9a-fA-F]{2})", r"\\u00\1", self.text)))
        except ValueError:
            return self.text[1:-1]


class Piece(NamedTuple):
    """Text, a comment or a tag, as its kind says; only tags have tokens."""

    kind: str
    text: str
    at: int
    tokens: tuple[Token, ...] = ()

    @property
    def end(self) -> int:
        return self.at + len(self.text)

    @property
    def word(self) -> str:
        """The word that a tag begins with, such as `if`; empty when it begins with something else."""
        return self.tokens[0].text if self.tokens and self.tokens[0].kind == "word" else ""

    @property
    def trims(self) -> bool:
        """Whether it is a tag that trims the text before it."""
        return self.text.startswith("{{-") and self.text[3].isspace()


_OPENING = re.compile(r"\{\{(?:-[ \t\r\n])?(?P<comment>/\*)?")
_COMMENT = re.compile(r"(?>.*?\*/)(?:[ \t\r\n]-)?\}\}", re.DOTALL)
_TOKEN = re.compile(
    r"""
    (?P<close>(?:[ \t\r\n]+-)?\}\})
    | (?P<space>\s+)
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


def pieces(text: str) -> Iterator[Piece]:
    """All of a file in order. Raises TemplateError."""
    end = 0
    while opening := _OPENING.search(text, end):
        at = opening.start()
        if at > end:
            yield Piece("text", text[end:at], end)
        if opening["comment"]:
            comment = _COMMENT.match(text, opening.end())
            if comment is None:
                raise TemplateError(opening.start("comment"), "the comment is not closed")
            end = comment.end()
            yield Piece("comment", text[at:end], at)
        else:
            tokens, end = _tokens(text, opening.end())
            yield Piece("tag", text[at:end], at, tokens)
    if end < len(text):
        yield Piece("text", text[end:], end)


def _tokens(text: str, position: int) -> tuple[tuple[Token, ...], int]:
    found: list[Token] = []
    while match := _TOKEN.match(text, position):
        position = match.end()
        if match.lastgroup == "close":
            return tuple(found), position
        if match.lastgroup != "space":
            found.append(Token(str(match.lastgroup), match[0], match.start()))
    seen = text[position : position + 1]
    raise TemplateError(position, f"unexpected {seen!r}" if seen else "the action is not closed")
