"""The tokens of one action to a pipe."""

from __future__ import annotations

from chartwright.templates.nodes import (
    Dot,
    Field,
    Function,
    Literal,
    Operand,
    Pipe,
    Variable,
)
from helmwright.charts.template_tokens import Piece, TemplateError, Token

_CONSTANTS = {"true", "false", "nil"}
_DECLARES = {":=", "="}


class Cursor:
    """A place among the tokens of an action."""

    def __init__(self, tag: Piece) -> None:
        self._tokens = tag.tokens
        self._end = tag.end
        self._next = 0

    def peek(self, ahead: int = 0) -> Token:
        """The token to come; one of kind `end` after the last."""
        place = self._next + ahead
        return self._tokens[place] if place < len(self._tokens) else Token("end", "", self._end - 2)

    def take(self) -> Token:
        token = self.peek()
        self._next += 1
        return token

    def takes(self, *texts: str) -> bool:
        """Whether the token to come is one of these, which is then taken."""
        found = self.peek().kind in ("mark", "word") and self.peek().text in texts
        self._next += found
        return found

    @property
    def at_end(self) -> bool:
        return self.peek().kind == "end"

    def finish(self) -> None:
        """Raises TemplateError when anything is left."""
        if not self.at_end:
            raise unexpected(self.peek())


def unexpected(token: Token) -> TemplateError:
    """The token is not what the grammar wants here."""
    what = "the action ends too early" if token.kind == "end" else f"unexpected {token.text!r}"
    return TemplateError(token.at, what)


def string(token: Token) -> str:
    """The content of a string token. Raises TemplateError for another one."""
    if token.kind != "string":
        raise unexpected(token)
    return token.content


def pipe(cursor: Cursor) -> Pipe:
    """A pipeline up to the end of the action or the closing parenthesis. Raises TemplateError."""
    at = cursor.peek().at
    variables = _declared(cursor)
    commands = [_command(cursor)]
    while cursor.takes("|") and not (
        cursor.at_end or cursor.peek().text == ")"
    ):  # Go lets a pipe end with its mark
        commands.append(_command(cursor))
    return Pipe(at, tuple(commands), variables)


def _declared(cursor: Cursor) -> tuple[str, ...]:
    """The variables before `:=` or `=`: one, or two in a range."""
    for count in (1, 2):
        names = [cursor.peek(2 * place) for place in range(count)]
        marks = [cursor.peek(2 * place + 1).text for place in range(count)]
        if all(n.kind == "variable" for n in names) and marks[-1] in _DECLARES and marks[:-1] in ([], [","]):
            for _ in range(2 * count):
                cursor.take()
            return tuple(name.text[1:] for name in names)
    return ()


def _command(cursor: Cursor) -> tuple[Operand, ...]:
    operands = [_operand(cursor)]
    while not cursor.at_end and cursor.peek().text not in ("|", ")"):
        operands.append(_operand(cursor))
    return tuple(operands)


def _operand(cursor: Cursor) -> Operand:
    token = cursor.take()
    operand = _term(token, cursor)
    end = cursor.peek(-1).end
    while cursor.peek().kind == "field" and cursor.peek().at == end:
        field = cursor.take()
        operand, end = Field(field.at, operand, field.text[1:]), field.end
    return operand


def _term(token: Token, cursor: Cursor) -> Operand:
    match token.kind:
        case "field":
            return Field(token.at, Dot(token.at), token.text[1:])
        case "dot":
            return Dot(token.at)
        case "variable":
            return Variable(token.at, token.text[1:])
        case "string":
            return Literal(token.at, string(token))
        case "number" | "char":
            return Literal(token.at, None)
        case "word":
            is_constant = token.text in _CONSTANTS
            return Literal(token.at, None) if is_constant else Function(token.at, token.text)
    if token.text != "(":
        raise unexpected(token)
    inner = pipe(cursor)
    if not cursor.takes(")"):
        raise TemplateError(token.at, "the parenthesis is not closed")
    return inner
