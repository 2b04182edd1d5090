"""A template's text to its syntax tree."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from chartwright.templates.nodes import (
    Action,
    Body,
    Branch,
    Call,
    Define,
    Node,
    Pipe,
)
from chartwright.templates.pipes import (
    Cursor,
    pipe,
    string,
    unexpected,
)
from chartwright.templates.selecting import Selecting, selecting
from helmwright.charts.template_tokens import Piece, TemplateError, pieces

_BRANCHES = ("if", "with", "range")


@dataclass(frozen=True)
class Template:
    """One parsed file; `path` is its path in the chart."""

    path: str
    text: str
    body: Body

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *accumulate(map(len, self.text.splitlines(keepends=True)))]

    @cached_property
    def selecting(self) -> Selecting:
        """What the text has to do with selectors."""
        return selecting(self.text)

    def place(self, at: int) -> tuple[int, int]:
        """The line and column of an offset, from 1."""
        line = bisect_right(self._lines, at)
        return line, at - self._lines[line - 1] + 1


def parse(path: str, text: str) -> Template:
    """The template. Raises TemplateError for what Go's parser refuses, and for what nests too deeply."""
    try:
        return Template(path, text, _Parser(text).file())
    except RecursionError as error:
        raise TemplateError(0, "the template nests too deeply") from error


class _Parser:
    def __init__(self, text: str) -> None:
        self._tags = (piece for piece in pieces(text) if piece.kind == "tag")
        self._end = len(text)

    def file(self) -> Body:
        body, closing = self._body(0)
        if closing is not None:
            raise TemplateError(closing.at, f"unexpected {{{{ {closing.word} }}}}")
        return body

    def _body(self, start: int) -> tuple[Body, Piece | None]:
        """Nodes up to an `else`, an `end` or the end of the file, and what ended them."""
        nodes: list[Node] = []
        for tag in self._tags:
            if tag.word in ("else", "end"):
                if tag.word == "end" and len(tag.tokens) > 1:
                    raise unexpected(tag.tokens[1])
                return Body(tuple(nodes), start, tag.at, tag.trims), tag
            nodes += self._nodes(tag)
        return Body(tuple(nodes), start, self._end, trims=False), None

    def _nodes(self, tag: Piece) -> list[Node]:
        cursor = Cursor(tag)
        first = cursor.peek()
        if cursor.takes(*_BRANCHES):
            return [self._branch(tag, tag.word, cursor, chained=False)]
        if cursor.takes("define"):
            return [Define(tag.at, string(cursor.take()), self._closed(tag, cursor))]
        if cursor.takes("block"):
            name, context = string(cursor.take()), pipe(cursor)
            return [Define(tag.at, name, self._closed(tag, cursor)), Call(tag.at, name, context)]
        if cursor.takes("template"):
            name = string(cursor.take())
            called = Call(first.at, name, None if cursor.at_end else pipe(cursor))
            cursor.finish()
            return [called]
        if cursor.takes("break", "continue"):
            cursor.finish()
            return []
        return [Action(first.at, _whole(cursor))]

    def _closed(self, tag: Piece, cursor: Cursor) -> Body:
        """The body of a template up to its end."""
        cursor.finish()
        body, closing = self._body(tag.end)
        if closing is None or closing.word != "end":
            raise _unclosed(tag)
        return body

    def _branch(self, tag: Piece, keyword: str, cursor: Cursor, *, chained: bool) -> Branch:
        condition = _whole(cursor)
        body, closing = self._body(tag.end)
        otherwise: Body | None = None
        if closing is not None and closing.word == "else":
            otherwise, closing = self._otherwise(closing)
        if closing is None:
            raise _unclosed(tag)
        return Branch(tag.at, keyword, condition, body, otherwise, chained)

    def _otherwise(self, tag: Piece) -> tuple[Body, Piece | None]:
        cursor = Cursor(tag)
        cursor.take()
        keyword = cursor.peek().text
        if cursor.takes("if", "with"):
            chained = self._branch(tag, keyword, cursor, chained=True)
            last = chained.otherwise or chained.body
            return Body((chained,), tag.end, last.end, last.trims), tag
        cursor.finish()
        body, closing = self._body(tag.end)
        if closing is not None and closing.word == "else":
            raise unexpected(closing.tokens[0])
        return body, closing


def _whole(cursor: Cursor) -> Pipe:
    found = pipe(cursor)
    cursor.finish()
    return found


def _unclosed(tag: Piece) -> TemplateError:
    return TemplateError(tag.at, f"{{{{ {tag.word} }}}} has no end")
