"""Follows values through the templates of a chart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from chartwright.templates.nodes import (
    Body,
    Branch,
    Define,
    Node,
)
from chartwright.templates.parse import Template
from chartwright.usage.atoms import Content, Root, Value, content, words
from chartwright.usage.record import Place, Usage
from chartwright.usage.run import Run
from helmwright.charts.files import ChartFileError
from helmwright.render.reduced.needed_files import is_partial

_DEEPEST = 2
"""How often a named template may be within itself: what a second round shows, a third does not change."""


def trace(templates: Iterable[Template], libraries: Iterable[Template] = ()) -> Usage:
    """The usage of all templates that render; named templates may come from the libraries of sub-charts.

    Raises ChartFileError for templates that nest too deeply or have too much to follow.
    """
    own = tuple(templates)
    named = {
        node.name: (template, node.body)
        for template in (*libraries, *own)
        for node in _defines(template.body.nodes)
    }
    tracer = _Tracer(named)
    for template in own:
        if not is_partial(template.path):
            try:
                tracer.render(template, template.body, frozenset({Root()}))
            except RecursionError as error:
                raise ChartFileError(template.path, "it and what it includes nest too deeply") from error
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
        self.followed: set[tuple[str, Content]] = set()
        self.cuts = 0

    def render(self, template: Template, body: Body, context: Value) -> None:
        Run(self.usage, self.include, template, context).body(body, context)

    def include(self, place: Place, name: Value, context: Value) -> None:
        self.usage.use(name, whole=True)
        known = [word for word in words(name) if word in self.named]
        for word in set(words(name)) - set(known):
            self.usage.unknown[place] = word
        if not known:
            self.usage.use(context, whole=True)
        for word in known:
            if self.within.count(word) < _DEEPEST:
                self.within.append(word)
                self._follow(word, context)
                self.within.pop()
            else:
                self.cuts += 1
                self.usage.use(context, whole=True)

    def _follow(self, word: str, context: Value) -> None:
        """Renders a named template, unless it has been with the same: a second time shows nothing new.

        It does where its context is a dictionary that it changes, or where it was cut short.
        """
        try:
            before, size = content(context)
        except RecursionError:
            self.render(*self.named[word], context)
            return
        self.usage.steps += size
        if (word, before) not in self.followed:
            cuts = self.cuts
            self.render(*self.named[word], context)
            if cuts == self.cuts and before == content(context)[0]:
                self.followed.add((word, before))
