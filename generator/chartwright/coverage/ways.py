"""Where templates branch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chartwright.templates.nodes import (
    Body,
    Branch,
    Define,
    Node,
)
from chartwright.templates.parse import Template

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
