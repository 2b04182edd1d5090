"""What a template's expression may stand for, as far as values are concerned."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

Path = tuple[str, ...]
"""A path below `.Values`; `*` is any entry of a map or list."""
ANY = "*"


@dataclass(frozen=True, slots=True)
class Root:
    """The context that Helm gives a template."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the values hold at a path."""

    path: Path


@dataclass(frozen=True, slots=True)
class Word:
    """A constant string."""

    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list made by the template; the entries are not told apart."""

    entries: Value


@dataclass(eq=False, slots=True)
class Table:
    """A dictionary made by the template, which `set` and `merge` change."""

    entries: dict[str, Value] = field(default_factory=dict)
    merged: Value = frozenset()

    def put(self, key: str, value: Value) -> None:
        self.entries[key] = self.entries.get(key, NOTHING) | value


Atom: TypeAlias = "Root | Given | Word | Items | Table"
Value: TypeAlias = frozenset[Atom]
"""Everything that an expression may be; nothing when it holds none of this."""
NOTHING: Value = frozenset()


def words(value: Value) -> list[str]:
    """The constant strings among what it may be."""
    return sorted(atom.text for atom in value if isinstance(atom, Word))


def child(value: Value, key: str) -> Value:
    """The entry of that name of whatever has entries."""
    return NOTHING.union(*(_child(atom, key) for atom in parts(value)))


def entries(value: Value) -> Value:
    """Any entry of whatever has entries."""
    return NOTHING.union(*map(_entries, parts(value)))


def parts(value: Value) -> Value:
    """What it may be, and what was merged into that: dictionaries may be merged into each other in a circle."""
    if not any(isinstance(atom, Table) for atom in value):
        return value
    found: set[Atom] = set()
    pending = list(value)
    while pending:
        atom = pending.pop()
        if atom not in found:
            found.add(atom)
            pending += atom.merged if isinstance(atom, Table) else ()
    return frozenset(found)


Content: TypeAlias = "frozenset[Atom | tuple[object, ...]]"
"""A value as it is at the moment: two are equal that hold the same, in whichever dictionaries."""


def content(value: Value) -> tuple[Content, int]:
    """What a value holds now, with all that its dictionaries hold, and how much that is.

    Raises RecursionError where one holds itself.
    """
    held: set[Atom | tuple[object, ...]] = set()
    size = len(value)
    for atom in value:
        match atom:
            case Items(inner):
                below, more = content(inner)
                held.add((Items, below))
            case Table(inner, merged):
                below, more = content(merged)
                entries_: list[tuple[str, Content]] = []
                for key, entry in inner.items():
                    found, size_of_entry = content(entry)
                    entries_.append((key, found))
                    more += size_of_entry
                held.add((Table, frozenset(entries_), below))
            case _:
                more = 0
                held.add(atom)
        size += more
    return frozenset(held), size


def _child(atom: Atom, key: str) -> Value:
    match atom:
        case Root():
            return frozenset({Given(())}) if key == "Values" else NOTHING
        case Given(path):
            return frozenset({Given((*path, key))})
        case Table():
            return atom.entries.get(key, NOTHING) | atom.entries.get(ANY, NOTHING)
    return NOTHING


def _entries(atom: Atom) -> Value:
    match atom:
        case Given(path):
            return frozenset({Given((*path, ANY))})
        case Items(inner):
            return inner
        case Table():
            return NOTHING.union(*atom.entries.values())
    return NOTHING
