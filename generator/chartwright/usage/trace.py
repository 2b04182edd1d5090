"""Follows values through the templates of a chart."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping

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
from chartwright.usage.watch import Watch
from helmwright.charts.files import ChartFileError
from helmwright.render.reduced.needed_files import is_partial

_INCLUDED = re.compile(r"""\b(?:include|template|block)\s+["`]([^"`]+)["`]""")
_DEEPEST = 2
"""How often a named template may be within itself: what a second round shows, a third does not change."""


def trace(
    templates: Iterable[Template], libraries: Iterable[Template] = (), selecting: Container[str] = ()
) -> Usage:
    """The usage of all templates that render; named templates may come from the libraries of sub-charts.

    What has a say in selectors is told of the templates whose paths are in `selecting`.
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
                tracer.file(template, selects=template.path in selecting)
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
        self.selecting = _selecting(named)
        self.within: list[str] = []
        self.followed: dict[tuple[str, Content], Watch] = {}
        self.cuts = 0

    def file(self, template: Template, *, selects: bool) -> None:
        """Renders a file. One that selects, and nobody sees how, may do so by everything that it uses."""
        seen = self._selects(template, template.body)
        watch = Watch.NOTHING if not selects else Watch.SELECTORS if seen else Watch.EVERYTHING
        self.render(template, template.body, frozenset({Root()}), watch)

    def render(self, template: Template, body: Body, context: Value, watch: Watch) -> None:
        Run(self.usage, self.include, template, context, watch).body(body, context)

    def include(self, place: Place, name: Value, context: Value, watch: Watch) -> None:
        self._use(name, watch)
        known = [word for word in words(name) if word in self.named]
        for word in set(words(name)) - set(known):
            self.usage.unknown[place] = word
        if not known:
            self._use(context, watch)
        for word in known:
            if self.within.count(word) < _DEEPEST:
                self.within.append(word)
                unseen = watch is Watch.SELECTORS and word not in self.selecting
                self._follow(word, context, Watch.NOTHING if unseen else watch)
                self.within.pop()
            else:
                self.cuts += 1
                self._use(context, watch)

    def _use(self, value: Value, watch: Watch) -> None:
        self.usage.use(value, whole=True, selecting=watch is Watch.EVERYTHING)

    def _follow(self, word: str, context: Value, watch: Watch) -> None:
        """Renders a named template, unless it has been with the same: a second time shows nothing new.

        It does where its context is a dictionary that it changes, or where it was cut short.
        """
        try:
            before, size = content(context)
        except RecursionError:
            self.render(*self.named[word], context, watch)
            return
        self.usage.steps += size
        known = self.followed.get((word, before))
        if known is None or known < watch:
            cuts = self.cuts
            self.render(*self.named[word], context, watch)
            if cuts == self.cuts and before == content(context)[0]:
                self.followed[word, before] = watch

    def _selects(self, template: Template, body: Body) -> bool:
        """Whether a body, or a named template that it includes, writes selectors."""
        return template.selecting.within(body.start, body.end) or bool(
            self.selecting & _included(template, body)
        )


def _selecting(named: Mapping[str, tuple[Template, Body]]) -> frozenset[str]:
    """The named templates that write selectors, or include one that does."""
    included = {name: _included(*where) for name, where in named.items()}
    found = {
        name for name, (template, body) in named.items() if template.selecting.within(body.start, body.end)
    }
    while more := {name for name in named if name not in found and included[name] & found}:
        found |= more
    return frozenset(found)


def _included(template: Template, body: Body) -> frozenset[str]:
    return frozenset(_INCLUDED.findall(template.text, body.start, body.end))
