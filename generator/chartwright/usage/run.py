"""Follows values through one rendering of a template."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from chartwright.templates import nodes
from chartwright.templates.parse import Template
from chartwright.usage.atoms import (
    NOTHING,
    Given,
    Table,
    Value,
    Word,
    child,
    entries,
)
from chartwright.usage.functions import BEHAVIOURS
from chartwright.usage.record import Place, Usage
from chartwright.usage.scopes import Scopes
from chartwright.usage.watch import Watch, decides

Include = Callable[[Place, Value, Value, Watch], None]
"""Renders a template by its name, from a place, with a context, for what is watched."""


class Run:
    """One rendering of a body: where it is, what its `$` is, and its variables, innermost scope last."""

    def __init__(self, usage: Usage, include: Include, template: Template, context: Value, watch: Watch):
        self._watch = watch
        self._usage = usage
        self._include = include
        self._template = template
        self._scopes = Scopes(context)
        self._at = 0
        self._repeating = False

    def body(self, body: nodes.Body, dot: Value) -> None:
        for node in body.nodes:
            self._node(node, dot)

    def use(self, value: Value, *, whole: bool) -> None:
        self._usage.use(value, whole=whole, selecting=self._watch is Watch.EVERYTHING)

    def read(self, value: Value) -> None:
        paths = {atom.path for atom in value if isinstance(atom, Given) and atom.path}
        if paths:
            self._usage.reads.setdefault(self._place(self._at), set()).update(paths)

    def write(self, value: Value) -> None:
        self._usage.writes.update(atom.path for atom in value if isinstance(atom, Given))

    def _node(self, node: nodes.Node, dot: Value) -> None:
        match node:
            case nodes.Action(_, pipe):
                with self._selecting(
                    node.at, decides=any(map(self._template.selecting.follows, pipe.variables))
                ):
                    printed = self._pipe(pipe, dot)
                    if not pipe.variables:
                        self.use(printed, whole=True)
            case nodes.Call(at, name, context):
                with self._selecting(at):
                    given = self._pipe(context, dot) if context else NOTHING
                    self._include(self._place(at), frozenset({Word(name)}), given, self._watch)
            case nodes.Branch():
                with self._scopes.inner():
                    self._branch(node, dot)

    def _branch(self, node: nodes.Branch, dot: Value) -> None:
        ranges = node.keyword == "range"
        with self._selecting(node.at, decides=decides(self._template, node)):
            found = self._pipe(node.pipe, dot, bind=not ranges)
            self.use(found, whole=False)
            inner = {"if": dot, "with": found, "range": entries(found)}[node.keyword]
            if ranges:
                self.use(inner, whole=False)
        if ranges:
            for name, value in zip(reversed(node.pipe.variables), (inner, _keys(found)), strict=False):
                self._scopes.declare(name, value)
        # A second round sees what the first one has assigned; in a range within a range the outer one's does.
        rounds = 2 if ranges and not self._repeating else 1
        repeating, self._repeating = self._repeating, self._repeating or ranges
        for _ in range(rounds):
            with self._scopes.inner():
                self.body(node.body, inner)
        self._repeating = repeating
        if node.otherwise:
            with self._scopes.inner():
                self.body(node.otherwise, dot)

    def _pipe(self, pipe: nodes.Pipe, dot: Value, *, bind: bool = True) -> Value:
        result: Value | None = None
        for command in pipe.commands:
            result = self._command(command, dot, result)
        if bind:
            for name in pipe.variables:
                self._scopes.assign(name, result or NOTHING)
        return result or NOTHING

    def _command(self, command: tuple[nodes.Operand, ...], dot: Value, piped: Value | None) -> Value:
        first, *rest = command
        arguments = [self._operand(operand, dot) for operand in rest]
        if piped is not None:
            arguments.append(piped)
        self._at = first.at
        if isinstance(first, nodes.Function):
            return self._call(first, arguments)
        for argument in arguments:
            self.use(argument, whole=True)
        return self._operand(first, dot)

    def _call(self, function: nodes.Function, arguments: list[Value]) -> Value:
        if function.name == "include":
            name, context = (*arguments, NOTHING, NOTHING)[:2]
            self._include(self._place(function.at), name, context, self._watch)
            return NOTHING
        if behaviour := BEHAVIOURS.get(function.name):
            return behaviour(self, arguments)
        for argument in arguments:
            self.use(argument, whole=True)
        return NOTHING

    @contextmanager
    def _selecting(self, at: int, *, decides: bool = False) -> Iterator[None]:
        """While it lasts, everything is watched, if selectors are and what stands there has a say in them."""
        before = self._watch
        if before is Watch.SELECTORS and (decides or self._template.selecting.within(at, at)):
            self._watch = Watch.EVERYTHING
        yield
        self._watch = before

    def _place(self, at: int) -> Place:
        return Place(self._template.path, at)

    def _operand(self, operand: nodes.Operand, dot: Value) -> Value:
        found = self._found(operand, dot)
        self._usage.step(found, self._place(operand.at))
        return found

    def _found(self, operand: nodes.Operand, dot: Value) -> Value:
        match operand:
            case nodes.Dot():
                return dot
            case nodes.Literal(_, text):
                return NOTHING if text is None else frozenset({Word(text)})
            case nodes.Variable(_, name):
                return self._scopes.get(name)
            case nodes.Pipe():
                return self._pipe(operand, dot)
            case nodes.Field(at, of, name):
                found = child(self._operand(of, dot), name)
                self._at = at
                self.read(found)
                return found
            case nodes.Function():
                return self._call(operand, [])


def _keys(found: Value) -> Value:
    return frozenset(Word(key) for atom in found if isinstance(atom, Table) for key in atom.entries)
