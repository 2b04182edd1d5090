"""The syntax tree of a template. `at` is the offset in the text where a part begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Dot:
    """`.`"""

    at: int


@dataclass(frozen=True, slots=True)
class Literal:
    """A string, number, boolean or nil; `text` is the string's content, None for the others."""

    at: int
    text: str | None


@dataclass(frozen=True, slots=True)
class Variable:
    """`$name`, or `$`, without the dollar."""

    at: int
    name: str


@dataclass(frozen=True, slots=True)
class Function:
    """The name of a function."""

    at: int
    name: str


@dataclass(frozen=True, slots=True)
class Field:
    """`.name` of something: of the dot in `.name`, of a variable in `$x.name`, of a pipe in `(f).name`."""

    at: int
    of: Operand
    name: str


@dataclass(frozen=True, slots=True)
class Pipe:
    """Commands whose results go from one to the next; `variables` are declared or assigned."""

    at: int
    commands: tuple[tuple[Operand, ...], ...]
    variables: tuple[str, ...] = ()


Operand: TypeAlias = Dot | Literal | Variable | Function | Field | Pipe


@dataclass(frozen=True, slots=True)
class Body:
    """What stands between two control actions: `start` follows the first, `end` is where the second begins.

    `trims` tells whether the second one trims the text before it: `{{- end }}`.
    """

    nodes: tuple[Node, ...]
    start: int
    end: int
    trims: bool


@dataclass(frozen=True, slots=True)
class Action:
    """A pipe whose result is printed, or only assigned."""

    at: int
    pipe: Pipe


@dataclass(frozen=True, slots=True)
class Branch:
    """`if`, `with` or `range`; an `else if` is a Branch alone in `otherwise`."""

    at: int
    keyword: str
    pipe: Pipe
    body: Body
    otherwise: Body | None
    chained: bool = False
    """Whether it continues another one: `else if`."""


@dataclass(frozen=True, slots=True)
class Define:
    """A named template."""

    at: int
    name: str
    body: Body


@dataclass(frozen=True, slots=True)
class Call:
    """`template "name" pipe`, and `block`, which defines it as well."""

    at: int
    name: str
    pipe: Pipe | None


Node: TypeAlias = Action | Branch | Define | Call
