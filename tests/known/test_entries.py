"""The data files of known add-ons: each descriptor is right, and everything said beside it is true of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from tests.repositories import source

from helmwright import layout
from helmwright.descriptors import schema
from helmwright.known import read
from helmwright.known.entry import Entry
from helmwright.model import facts, references
from helmwright.model.source import Sources

ENTRIES = tuple(map(read.read, read.names()))
WORD = re.compile(
    r"kind/[a-z0-9.-]+/[A-Z][A-Za-z0-9]+|class/[A-Za-z]+/[a-z0-9./-]+|storage/[a-z.]+|capability/[a-z-]+"
)

FORMS = {
    **{entry.name: entry for entry in ENTRIES},
    **{f"{entry.name} of live names": entry.live for entry in ENTRIES if entry.live},
}
each = pytest.mark.parametrize("entry", FORMS.values(), ids=FORMS)


def written(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The ways to every list, reference and scalar in a map."""
    if isinstance(value, Mapping) and value and not references.is_reference(value):
        for key, inner in value.items():
            yield from written(inner, (*path, key))
    else:
        yield path


def dotted(path: tuple[str, ...]) -> str:
    """The path as the data files spell it, with a key that has a dot in quotes."""
    return ".".join(f'"{key}"' if "." in key else key for key in path)


def sets(entry: Entry) -> set[str]:
    """The paths of the chart's values that the descriptor sets."""
    values = [of.get("values", {}) for of in (entry.said, *entry.said.get("instances", {}).values())]
    said = {dotted(path) for one in values for path in written(one) if path}
    return said | {entry.said[name]["annotations"] for name in ("identity",) if name in entry.said}


def own_facts(value: Any) -> Iterator[str]:
    """The facts of the user's own that are referred to anywhere in a value."""
    if references.is_reference(value):
        yield from re.findall(rf"\b{facts.OWN}\.(\w+)", value[references.KEY])
    elif isinstance(value, Mapping | list):
        for inner in value.values() if isinstance(value, Mapping) else value:
            yield from own_facts(inner)


def covers(known: str, path: str) -> bool:
    return path == known or path.startswith(f"{known}.")


def test_the_add_ons_of_a_platform_are_known() -> None:
    assert len(ENTRIES) >= 28


@each
def test_a_descriptor_keeps_to_its_schema(entry: Entry) -> None:
    made = source(layout.addon(entry.name), entry.descriptor("platform", ["prod"]))
    assert schema.check(Sources((made,), ())) == ()


@each
def test_what_it_sets_is_what_the_chart_was_looked_at_for(entry: Entry) -> None:
    known = {*entry.checked.paths, *entry.checked.documented}
    assert [path for path in sets(entry) if not any(covers(one, path) for one in known)] == []
    assert [one for one in known if not any(covers(one, path) for path in sets(entry))] == []


@each
def test_the_version_is_the_one_that_was_looked_at(entry: Entry) -> None:
    assert entry.said["chart"]["version"] == entry.checked.version
    assert re.fullmatch(
        r"https://github\.com/[\w.-]+/[\w.-]+/tree/[0-9a-f]{12}/[\w./-]+", entry.checked.source
    )
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", entry.checked.date)


@each
def test_the_facts_that_it_takes_are_explained(entry: Entry) -> None:
    assert {*own_facts(entry.said)} == {*entry.facts}


@each
def test_what_it_needs_is_known_and_comes_earlier(entry: Entry) -> None:
    for name in entry.said.get("needs", ()):
        other = read.read(name)
        assert other.said["wave"] < entry.said["wave"], name
        assert other.provider in ("", entry.provider), (
            f"{name} does not run everywhere where {entry.name} does"
        )


@each
def test_a_fight_is_known_to_both(entry: Entry) -> None:
    assert all(read.read(name).conflicts.get(entry.name) == why for name, why in entry.conflicts.items())


@each
def test_what_it_provides_is_said_in_known_forms(entry: Entry) -> None:
    assert [word for word in entry.provides if not WORD.fullmatch(word)] == []
    assert sorted({*entry.provides}) == [*entry.provides]


def test_a_kind_comes_with_one_add_on_alone() -> None:
    seen: dict[str, str] = {}
    for entry in ENTRIES:
        for word in entry.provides:
            other = seen.setdefault(word, entry.name)
            assert not word.startswith("kind/") or other in (entry.name, *entry.conflicts), word


@each
def test_its_text_is_for_reading(entry: Entry) -> None:
    assert [line for line in entry.body.splitlines() if len(line) > 120 or line != line.rstrip()] == []
    assert not entry.summary.endswith(".")


def test_what_is_retired_says_what_to_use_instead() -> None:
    for row in read.read_retired():
        assert bool(row.chart) != bool(row.image), row
        assert row.instead
        assert re.fullmatch(r"20\d\d-\d\d", row.since)
        assert row.source.startswith("https://")


def test_no_entry_is_retired() -> None:
    gone = {(row.chart, row.repository) for row in read.read_retired()}
    charts = [entry.said["chart"] for entry in ENTRIES]
    assert [one for one in charts if {(one["name"], ""), (one["name"], one["repository"])} & gone] == []
