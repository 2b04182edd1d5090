"""Where templates branch, and which of the ways a render goes.

A way is marked at its beginning by a call that prints nothing and writes its number into the map of the release, which
all templates share, wherever the context leads to that; one template more, the last, prints what is written there. A
way whose context leads nowhere is watched by a `fail` instead: a render that stops there has gone it. What has been
gone is watched no more, and the render begins again, until it passes. Only the innermost ways need to be watched: who
goes one has gone those that it is in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from chartwright.cases.case import Case
from chartwright.cases.renders import Engine
from chartwright.coverage import marks
from chartwright.templates.nodes import (
    Body,
    Branch,
    Define,
    Node,
)
from chartwright.templates.parse import Template
from helmwright.charts.metadata import SCHEMA
from helmwright.tree import Tree

_TRIMMING = (" -}}", "\t-}}", "\r-}}", "\n-}}")
_MARK = re.compile(r"helmwright:way:(\d+)")
_WAYS = {
    "if": ("is never true", "is never false"),
    "with": ("is never set", "is never empty"),
    "range": ("never has an entry", "is never empty"),
}
"""What it means that the body, or what stands for `else`, is gone by no render."""


_UNRENDERED = "is never rendered"


@dataclass(frozen=True, slots=True)
class Way:
    """One way through a template: a body, or past it where an `if` or `with` has no `else`.

    `line` and `column` are of the tag that decides, `tag` is its text, and `missed` says what it means that
    no render goes this way. `within` is the way that it is in, and `is_shown` tells that there is one in it which
    every render goes that goes this one.
    """

    path: str
    line: int
    column: int
    tag: str
    missed: str
    at: int
    head: str
    within: Way | None
    is_shown: bool

    @property
    def is_named(self) -> bool:
        """Whether it is one of a named template, or in one."""
        return self.missed == _UNRENDERED or (self.within is not None and self.within.is_named)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.tag} {self.missed}"


def ways(templates: Iterable[Template]) -> tuple[Way, ...]:
    """Every way through the templates, by file and place."""
    found = (way for template in templates for way in _in(template, template.body.nodes, None))
    return tuple(sorted(found, key=lambda way: (way.path, way.line, way.column, way.at)))


def _in(template: Template, nodes: Iterable[Node], within: Way | None) -> Iterator[Way]:
    for node in nodes:
        if isinstance(node, Define):
            yield (way := _way(template, node.at, node.body, _UNRENDERED, node.body, within))
            yield from _in(template, node.body.nodes, way)
        elif isinstance(node, Branch):
            taken, passed = _WAYS[node.keyword]
            yield (way := _way(template, node.at, node.body, taken, node.body, within))
            yield from _in(template, node.body.nodes, way)
            if node.otherwise is None:
                if node.keyword != "range":
                    yield _way(template, node.at, node.body, passed, None, within)
            elif _continues(node.otherwise):
                yield from _in(template, node.otherwise.nodes, within)
            else:
                yield (way := _way(template, node.at, node.body, passed, node.otherwise, within))
                yield from _in(template, node.otherwise.nodes, way)


def _continues(body: Body) -> bool:
    """Whether it is an `else if`: its own ways tell which one is gone."""
    return len(body.nodes) == 1 and isinstance(body.nodes[0], Branch) and body.nodes[0].chained


def _way(
    template: Template, tag: int, body: Body, missed: str, through: Body | None, within: Way | None
) -> Way:
    """The way `through` a body, or past `body` to its end."""
    line, column = template.place(tag)
    text = " ".join(template.text[tag : body.start].split())
    if through is None:
        head = "{{- else }}" if body.trims else "{{ else }}"
        return Way(template.path, line, column, text, missed, body.end, head, within, False)
    is_shown = any(isinstance(node, Branch) and _is_exhaustive(node) for node in through.nodes)
    return Way(template.path, line, column, text, missed, through.start, "", within, is_shown)


def _is_exhaustive(branch: Branch) -> bool:
    """Whether a render that comes to it goes one of its ways; of nothing, a `range` without an else goes none."""
    return branch.keyword != "range" or branch.otherwise is not None


def gone(
    templates: Mapping[str, Template],
    chart: Tree,
    cases: Sequence[Case],
    engine: Engine,
) -> frozenset[Way]:
    """The ways that the renders of the cases go. The cases are known to render."""
    everything = ways(templates.values())
    left = {number: way for number, way in enumerate(everything) if not way.is_shown}
    found: set[Way] = set()
    plain = {path: content for path, content in chart.items() if path != SCHEMA}
    for case in engine.each("finding branches", cases, len(cases)):
        marked = {**plain, **_inserted(templates, left, marks.mark), **marks.FILES}
        passed = marks.passed(engine.render(marked, case, packed=False))
        for number in passed or ():
            _take(left, number, found)
        # What stands in a named template may have no way to tell.
        hidden = {number: way for number, way in left.items() if passed is None or way.is_named}
        while hidden:
            reached = _reached(engine, {**plain, **_inserted(templates, hidden, _fail)}, case)
            if reached is None:
                break
            del hidden[reached]
            _take(left, reached, found)
    return frozenset(found)


def _take(left: dict[int, Way], number: int, found: set[Way]) -> None:
    way: Way | None = left.pop(number, None)
    while way is not None:
        found.add(way)
        way = way.within


def _fail(number: int) -> str:
    return f'{{{{ fail "helmwright:way:{number}" }}}}'


def _reached(engine: Engine, watched: Tree, case: Case) -> int | None:
    """The first way that is watched and gone."""
    failures = engine.render(watched, case, packed=False).failures
    found = _MARK.search(failures[0].message) if failures else None
    return int(found[1]) if found else None


def _inserted(
    templates: Mapping[str, Template], left: Mapping[int, Way], tag: Callable[[int], str]
) -> dict[str, bytes]:
    """The templates with a tag of its number at the beginning of each way that is left."""
    by_path: dict[str, list[tuple[int, str]]] = {}
    for number, way in left.items():
        by_path.setdefault(way.path, []).append((way.at, way.head + tag(number)))
    watched: dict[str, bytes] = {}
    for path, insertions in by_path.items():
        text, parts, done = templates[path].text, [], 0
        for at, insertion in sorted(insertions):
            trims = text.endswith(
                _TRIMMING, done, at
            )  # what follows is trimmed, by what stands before it now
            parts += [text[done:at], f"{insertion.removesuffix('}}')} -}}}}" if trims else insertion]
            done = at
        watched[path] = "".join([*parts, text[done:]]).encode()
    return watched
