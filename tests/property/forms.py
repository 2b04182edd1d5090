"""Every place of every descriptor of `cases/valid/`, which set every field, and the odd forms that a value may have."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from tests.case_files import FOLDER, valid
from tests.leaves import below
from tests.property.descriptors import text as written
from tests.repositories import PACKAGE

from helmwright.descriptors import schema
from helmwright.descriptors.compiled import schemas
from helmwright.descriptors.load import load
from helmwright.emit import plan
from helmwright.findings import Finding, Findings, Location, failed, ordered
from helmwright.layout import Kind
from helmwright.model.build import build
from helmwright.model.graph import connect
from helmwright.model.resolve import resolve
from helmwright.model.resolved import Resolved
from helmwright.model.source import Source, Sources
from helmwright.rules import check as check_rules
from helmwright.tree import Tree
from helmwright.yamlio import descriptor

NAMES = sorted(path.name for path in (FOLDER / "valid").iterdir())
NUMBERS = (
    "8080",
    "8080.0",
    "-1",
    "0",
    "-0.0",
    "1.5",
    "2.0",
    "1.0e+3",
    "1.0e+300",
    "9" * 19,
    "9" * 25,
    "9" * 301,
)
FORMS = (
    *NUMBERS,
    *(
        "-0",
        "1e3",
        "0x1F",
        "0o17",
        "017",
        "0b11",
        "1e400",
        "-1e400",
        ".inf",
        "-.INF",
        ".nan",
        "12:30:45",
        "1_000",
    ),
    *(
        "true",
        "no",
        "~",
        "null",
        "2024-01-01",
        "2024-01-01T00:00:00Z",
        "=",
        "<<",
        '""',
        '" "',
        '"8080"',
        '"8080.0"',
    ),
    *(
        '"true"',
        '"null"',
        r'"\0"',
        r'"\n"',
        r'"a\/b"',
        r'"\uFEFF"',
        r'"\uD800"',
        '"é🎈"',
        '"ａ"',
        '"{{ .Values.x }}"',
    ),
    *(
        '"${x}"',
        '"../../x"',
        '"%s%n"',
        f'"{"x" * 300}"',
        f'"{"1." * 150}1"',
        "{}",
        "[]",
        '{"": 1}',
        '{"8080": tcp}',
    ),
    *('{"007": {"7": 1.5}, "7": {"8": x}}', '{"": {"": {"7": []}}}', "{8080: 1}", "{true: 1}", "{? [a] : b}"),
    *(
        "{a: 1, a: 2}",
        "{a: {a: {a: 1}}}",
        "[1]",
        "[[]]",
        "[null]",
        '[""]',
        '["a", "a"]',
        "[{}]",
        "{enabled: false}",
    ),
    *(
        "{enabled: 1}",
        "{<<: {a: 1}}",
        "!!binary aGk=",
        "!!set {a}",
        "!!python/name:os.system ''",
        "! x",
        "&a [*a]",
    ),
    *("*undefined", "@x", "`x`", "a: b: c"),
)
KEYS = (
    *('""', '"8080"', '"007"', '"true"', '"é"', '"a/b~c"', f'"{"x" * 300}"', '"a b"', r'"\0"'),
    *("8080", "null", "on", "? [a]"),
)
_HOLE = "the hole that a form is put into"


@dataclass(frozen=True)
class Spot:
    """A place in a descriptor of a case."""

    case: str
    source: Source
    path: descriptor.Path

    @property
    def value(self) -> Any:
        """What stands there."""
        found = self.source.data
        for step in self.path:
            found = found[step]
        return found


@cache
def case(name: str) -> Sources:
    """The descriptors of a case."""
    return load(valid(name))


def _places(
    value: Any, rule: Mapping[str, Any], path: descriptor.Path, name: str
) -> Iterator[tuple[str, descriptor.Path]]:
    yield name, path
    entries = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, inner in entries:
        step, child = below(rule, key)
        yield from _places(inner, child, (*path, key), f"{name}.{step}")


def _spots() -> dict[tuple[Kind, str], Spot]:
    found: dict[tuple[Kind, str], Spot] = {}
    for of in NAMES:
        for source in case(of).items:
            kind = source.place.kind
            for name, path in _places(source.data, schemas()[kind], (), ""):
                found.setdefault((kind, name), Spot(of, source, path))
    return found


SPOTS = _spots()
"""One place for everything that the schemas know."""


def put(spot: Spot, form: str) -> str:
    """The descriptor's text with the form in place of the value."""
    data = {"": copy.deepcopy(spot.source.data)}
    outer: Any = data
    *steps, last = ("", *spot.path)
    for step in steps:
        outer = outer[step]
    outer[last] = _HOLE
    return written(data[""]).replace(f'"{_HOLE}"', form)


def put_key(spot: Spot, key: str) -> str:
    """The descriptor's text with the key beside those of the map, and with the value of its last."""
    data = copy.deepcopy(spot.source.data)
    outer: Any = data
    for step in spot.path:
        outer = outer[step]
    *_, last = outer.values()
    outer[_HOLE] = last
    return written(data).replace(f'"{_HOLE}"', key)


def planned(spot: Spot, content: bytes) -> tuple[Tree, Findings]:
    """What is found when the descriptor has this content, and what is planned where nothing is an error."""
    document = descriptor.read(content)
    path = spot.source.path
    if isinstance(document, tuple):
        places = ((flaw, Location(path, flaw.line, flaw.column)) for flaw in document)
        return {}, tuple(Finding(flaw.code, place, flaw.message) for flaw, place in places)
    changed = Source(path, spot.source.place, document)
    if found := schema.check(Sources((changed,), ())):
        return {}, found
    items = tuple(changed if item.path == path else item for item in case(spot.case).items)
    inputs = build(replace(case(spot.case), items=items))
    releases, unresolved = resolve(inputs)
    graphs, broken = connect(releases)
    found = ordered((*unresolved, *broken, *check_rules(Resolved(inputs, releases, graphs))))
    if failed(found):
        return {}, found
    packages = dict.fromkeys((release.chart for release in releases), PACKAGE)
    charts = plan.charts(releases, graphs, packages)
    tree, clashes = plan.plan(inputs, releases, charts, {release.name: () for release in releases}, {})
    return tree, (*found, *clashes)


def check(spot: Spot, content: bytes) -> None:
    """Fails unless the content ends in findings with a place in it, or in a plan."""
    lines = content.count(b"\n") + content.count(b"\r") + 2
    for finding in planned(spot, content)[1]:
        place = finding.location
        assert finding.message, finding
        assert place.path != spot.source.path or (0 < place.line <= lines and place.column > 0), finding
