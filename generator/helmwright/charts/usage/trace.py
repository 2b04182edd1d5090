"""Follows values through templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from helmwright.charts.templates.nodes import (
    Action,
    Body,
    Branch,
    Call,
    Define,
    Dot,
    Field,
    Function,
    Literal,
    Node,
    Operand,
    Pipe,
    Variable,
)
from helmwright.charts.templates.parse import Template
from helmwright.charts.usage.atoms import (
    NOTHING,
    Given,
    Items,
    Path,
    Root,
    Table,
    Value,
    Word,
    child,
    entries,
    words,
)
from helmwright.charts.usage.functions import BEHAVIOURS

_DEEPEST = 2
"""How often a named template may be within itself: what a second round shows, a third does not change."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a template: its path in the chart, and the offset."""

    path: str
    at: int


@dataclass(slots=True)
class Usage:
    """What the templates do with values."""

    reads: dict[Place, set[Path]] = field(default_factory=dict)
    """The paths that are asked for at each place."""
    uses: dict[Path, bool] = field(default_factory=dict)
    """The paths that matter to a result, and whether as a whole."""
    writes: set[Path] = field(default_factory=set)
    """The paths that templates set themselves."""
    unknown: dict[Place, str] = field(default_factory=dict)
    """The names of templates that are included and not defined."""


def trace(templates: Iterable[Template], libraries: Iterable[Template] = ()) -> Usage:
    """The usage of all templates that render; named templates may come from the libraries of sub-charts."""
    own = tuple(templates)
    named = {
        node.name: (template, node.body)
        for template in (*libraries, *own)
        for node in _defines(template.body.nodes)
    }
    tracer = _Tracer(named)
    for template in own:
        if not template.path.rpartition("/")[2].startswith("_"):
            tracer.render(template, template.body, frozenset({Root()}))
    return tracer.usage


def _defines(nodes: Iterable[Node]) -> Iterable[Define]:
    for node in nodes:
        if isinstance(node, Define):
            yield node
            yield from _defines(node.body.nodes)
        elif isinstance(node, Branch):
            yield from _defines((*node.body.nodes, *(node.otherwise.nodes if node.otherwise else ())))


class _Tracer:
    def __init__(self, named: Mapping[str, tuple[Template, Body]]) -> None:
        self.usage = Usage()
        self.named = named
        self.within: list[str] = []

    def render(self, template: Template, body: Body, context: Value) -> None:
        _Run(self, template, context).body(body, context)

    def include(self, place: Place, name: Value, context: Value) -> None:
        self.use(name, whole=True)
        known = [word for word in words(name) if word in self.named]
        for word in set(words(name)) - set(known):
            self.usage.unknown[place] = word
        if not words(name):
            self.use(context, whole=True)
        for word in known:
            if self.within.count(word) < _DEEPEST:
                self.within.append(word)
                self.render(*self.named[word], context)
                self.within.pop()
            else:
                self.use(context, whole=True)

    def use(self, value: Value, *, whole: bool) -> None:
        """Writes down that the value matters; what a template made is used with its entries."""
        for atom in value:
            if isinstance(atom, Given):
                self.usage.uses[atom.path] = self.usage.uses.get(atom.path, False) or whole
            elif isinstance(atom, Items | Table) and whole:
                self.use(entries(frozenset({atom})), whole=True)
                if isinstance(atom, Table):
                    self.use(atom.merged - {atom}, whole=True)


class _Run:
    """One rendering of a body: where it is, what its `$` is, and its variables, innermost scope last."""

    def __init__(self, tracer: _Tracer, template: Template, context: Value) -> None:
        self._tracer = tracer
        self._template = template
        self._scopes: list[dict[str, Value]] = [{"": context}]
        self._at = 0
        self._repeating = False

    def body(self, body: Body, dot: Value) -> None:
        for node in body.nodes:
            self._node(node, dot)

    def use(self, value: Value, *, whole: bool) -> None:
        self._tracer.use(value, whole=whole)

    def read(self, value: Value) -> None:
        paths = {atom.path for atom in value if isinstance(atom, Given) and atom.path}
        if paths:
            self._tracer.usage.reads.setdefault(Place(self._template.path, self._at), set()).update(paths)

    def write(self, value: Value) -> None:
        self._tracer.usage.writes.update(atom.path for atom in value if isinstance(atom, Given))

    def _node(self, node: Node, dot: Value) -> None:
        match node:
            case Action(_, pipe):
                printed = self._pipe(pipe, dot)
                if not pipe.variables:
                    self.use(printed, whole=True)
            case Call(at, name, context):
                self._include(at, frozenset({Word(name)}), self._pipe(context, dot) if context else NOTHING)
            case Branch():
                self._scopes.append({})
                self._branch(node, dot)
                self._scopes.pop()

    def _branch(self, node: Branch, dot: Value) -> None:
        ranges = node.keyword == "range"
        found = self._pipe(node.pipe, dot, bind=not ranges)
        self.use(found, whole=False)
        inner = {"if": dot, "with": found, "range": entries(found)}[node.keyword]
        if ranges:
            self._scopes[-1] |= dict.fromkeys(node.pipe.variables[:-1], _keys(found))
            self._scopes[-1] |= dict.fromkeys(node.pipe.variables[-1:], inner)
        # A second round sees what the first one has assigned; in a range within a range the outer one's does.
        rounds = 2 if ranges and not self._repeating else 1
        repeating, self._repeating = self._repeating, self._repeating or ranges
        for _ in range(rounds):
            self._scopes.append({})
            self.body(node.body, inner)
            self._scopes.pop()
        self._repeating = repeating
        if node.otherwise:
            self._scopes.append({})
            self.body(node.otherwise, dot)
            self._scopes.pop()

    def _pipe(self, pipe: Pipe, dot: Value, *, bind: bool = True) -> Value:
        result: Value | None = None
        for command in pipe.commands:
            result = self._command(command, dot, result)
        if bind:
            for name in pipe.variables:
                self._assign(name, result or NOTHING)
        return result or NOTHING

    def _assign(self, name: str, value: Value) -> None:
        """A variable is what it may have been before, too, since an assignment may stand in a branch."""
        scope = next((scope for scope in reversed(self._scopes) if name in scope), self._scopes[-1])
        scope[name] = scope.get(name, NOTHING) | value

    def _command(self, command: tuple[Operand, ...], dot: Value, piped: Value | None) -> Value:
        first, *rest = command
        arguments = [self._operand(operand, dot) for operand in rest]
        if piped is not None:
            arguments.append(piped)
        self._at = first.at
        if isinstance(first, Function):
            return self._call(first, arguments)
        for argument in arguments:
            self.use(argument, whole=True)
        return self._operand(first, dot)

    def _call(self, function: Function, arguments: list[Value]) -> Value:
        if function.name == "include":
            name, context = (*arguments, NOTHING, NOTHING)[:2]
            self._include(function.at, name, context)
            return NOTHING
        if behaviour := BEHAVIOURS.get(function.name):
            return behaviour(self, arguments)
        for argument in arguments:
            self.use(argument, whole=True)
        return NOTHING

    def _include(self, at: int, name: Value, context: Value) -> None:
        self._tracer.include(Place(self._template.path, at), name, context)

    def _operand(self, operand: Operand, dot: Value) -> Value:
        match operand:
            case Dot():
                return dot
            case Literal(_, text):
                return NOTHING if text is None else frozenset({Word(text)})
            case Variable(_, name):
                return next((scope[name] for scope in reversed(self._scopes) if name in scope), NOTHING)
            case Pipe():
                return self._pipe(operand, dot)
            case Field(at, of, name):
                found = child(self._operand(of, dot), name)
                self._at = at
                self.read(found)
                return found
            case Function():
                return self._call(operand, [])


def _keys(found: Value) -> Value:
    return frozenset(Word(key) for atom in found if isinstance(atom, Table) for key in atom.entries)
