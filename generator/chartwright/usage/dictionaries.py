"""What the functions for dictionaries do with values."""

from __future__ import annotations

from chartwright.usage.atoms import (
    ANY,
    NOTHING,
    Given,
    Table,
    Value,
    child,
    entries,
    words,
)
from chartwright.usage.notes import Arguments, Notes


def tested(notes: Notes, arguments: Arguments) -> Value:
    """Only whether they are there, and what they are, matters."""
    for argument in arguments:
        notes.use(argument, whole=False)
    return NOTHING


def counted(notes: Notes, arguments: Arguments) -> Value:
    """Only which entries there are matters."""
    tested(notes, arguments)
    return tested(notes, [entries(argument) for argument in arguments])


def dict_(_notes: Notes, arguments: Arguments) -> Value:
    """A dictionary of keys and values in turn."""
    table = Table()
    for key, value in zip(arguments[::2], arguments[1::2], strict=False):
        for word in words(key) or [ANY]:
            table.put(word, value)
    return frozenset({table})


def set_(notes: Notes, arguments: Arguments) -> Value:
    """The dictionary, which has the key from now on; where it is of the values, they have."""
    target, key, value = (*arguments, NOTHING, NOTHING, NOTHING)[:3]
    for word in words(key) or [ANY]:
        notes.write(child(frozenset(atom for atom in target if isinstance(atom, Given)), word))
        for atom in target:
            if isinstance(atom, Table):
                atom.put(word, value)
    return target


def merge(_notes: Notes, arguments: Arguments) -> Value:
    """All of them, and the first one has what the others have from now on."""
    together = NOTHING.union(*arguments)
    for atom in arguments[0] if arguments else ():
        if isinstance(atom, Table):
            atom.merged |= together - {atom}
    return together


def index(notes: Notes, arguments: Arguments) -> Value:
    """The entry at the end of the keys, which is what is asked for, and not the maps on the way."""
    found = arguments[0] if arguments else NOTHING
    for key in arguments[1:]:
        notes.use(key, whole=True)
        found = _entry(found, key)
    if arguments[1:] and words(arguments[-1]):
        notes.read(found)
    return found


def _entry(found: Value, key: Value) -> Value:
    """The entry by a key; any entry when the key is not constant."""
    if not words(key):
        return entries(found)
    return NOTHING.union(*(child(found, word) for word in words(key)))


def dig(notes: Notes, arguments: Arguments) -> Value:
    """The entry at the end of the keys, or what stands for it."""
    *keys, default, found = arguments if len(arguments) > 1 else (NOTHING, NOTHING)
    return index(notes, [found, *keys]) | default


def has_key(notes: Notes, arguments: Arguments) -> Value:
    """Whether there is an entry: that alone matters."""
    return tested(notes, [index(notes, arguments)])


def pick(notes: Notes, arguments: Arguments) -> Value:
    """A dictionary of these keys alone."""
    found = arguments[0] if arguments else NOTHING
    table = Table()
    for key in arguments[1:]:
        notes.use(key, whole=True)
        for word in words(key) or [ANY]:
            table.put(word, entries(found) if word == ANY else child(found, word))
    return frozenset({table})
