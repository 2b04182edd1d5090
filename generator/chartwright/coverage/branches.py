"""Which of the ways through templates a render goes.

A way is marked at its beginning by a call that prints nothing and writes its number into the map of the release, which
all templates share, wherever the context leads to that; one template more, the last, prints what is written there. A
way whose context leads nowhere is watched by a `fail` instead: a render that stops there has gone it. What has been
gone is watched no more, and the render begins again, until it passes. Only the innermost ways need to be watched: who
goes one has gone those that it is in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from chartwright.cases.case import Case
from chartwright.cases.renders import Engine
from chartwright.coverage import marks
from chartwright.coverage.ways import Way, ways
from chartwright.templates.parse import Template
from helmwright.charts.metadata import SCHEMA
from helmwright.tree import Tree

_TRIMMING = (" -}}", "\t-}}", "\r-}}", "\n-}}")
_MARK = re.compile(r"helmwright:way:(\d+)")


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
