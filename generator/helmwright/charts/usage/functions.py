"""What the functions of Helm's templates (Go's, Sprig's and its own) do with values that they are given.

A function that is not listed uses each argument as a whole and gives nothing back that is followed further.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from helmwright.charts.usage.atoms import ANY, NOTHING, Given, Items, Table, Value, child, entries, words


class Notes(Protocol):
    """Where a function writes down what it uses."""

    def use(self, value: Value, *, whole: bool) -> None:
        """The value is looked at: all of it, or only whether it is there and what it is."""

    def read(self, value: Value) -> None:
        """A key of the values is asked for."""

    def write(self, value: Value) -> None:
        """A key of the values is set by the template itself."""


Arguments = Sequence[Value]
Behaviour = Callable[[Notes, Arguments], Value]


def _either(_notes: Notes, arguments: Arguments) -> Value:
    return NOTHING.union(*arguments)


def _tested(notes: Notes, arguments: Arguments) -> Value:
    for argument in arguments:
        notes.use(argument, whole=False)
    return NOTHING


def _last(notes: Notes, arguments: Arguments) -> Value:
    for argument in arguments[:-1]:
        notes.use(argument, whole=True)
    return arguments[-1] if arguments else NOTHING


def _copy(notes: Notes, arguments: Arguments) -> Value:
    """What `set` changes afterwards is the copy alone."""
    for argument in arguments[1:]:
        notes.use(argument, whole=True)
    return frozenset({Table(merged=arguments[0])}) if arguments else NOTHING


def _unset(notes: Notes, arguments: Arguments) -> Value:
    for argument in arguments[1:]:
        notes.use(argument, whole=True)
    return arguments[0] if arguments else NOTHING


def _ternary(notes: Notes, arguments: Arguments) -> Value:
    for argument in arguments[2:]:
        notes.use(argument, whole=False)
    return NOTHING.union(*arguments[:2])


def _dict(_notes: Notes, arguments: Arguments) -> Value:
    table = Table()
    for key, value in zip(arguments[::2], arguments[1::2], strict=False):
        for word in words(key) or [ANY]:
            table.put(word, value)
    return frozenset({table})


def _set(notes: Notes, arguments: Arguments) -> Value:
    target, key, value = (*arguments, NOTHING, NOTHING, NOTHING)[:3]
    for word in words(key) or [ANY]:
        notes.write(child(frozenset(atom for atom in target if isinstance(atom, Given)), word))
        for atom in target:
            if isinstance(atom, Table):
                atom.put(word, value)
    return target


def _merge(_notes: Notes, arguments: Arguments) -> Value:
    together = NOTHING.union(*arguments)
    for atom in arguments[0] if arguments else ():
        if isinstance(atom, Table):
            atom.merged |= together - {atom}
    return together


def _index(notes: Notes, arguments: Arguments) -> Value:
    found = arguments[0] if arguments else NOTHING
    for key in arguments[1:]:
        found = _asked(notes, found, key)
    return found


def _asked(notes: Notes, found: Value, key: Value) -> Value:
    """The entry by a key; any entry when the key is not constant."""
    notes.use(key, whole=True)
    if not words(key):
        return entries(found)
    asked = NOTHING.union(*(child(found, word) for word in words(key)))
    notes.read(asked)
    return asked


def _dig(notes: Notes, arguments: Arguments) -> Value:
    *keys, default, found = arguments if len(arguments) > 1 else (NOTHING, NOTHING)
    return _index(notes, [found, *keys]) | default


def _has_key(notes: Notes, arguments: Arguments) -> Value:
    return _tested(notes, [_index(notes, arguments)])


def _pick(notes: Notes, arguments: Arguments) -> Value:
    found = arguments[0] if arguments else NOTHING
    table = Table()
    for key in arguments[1:]:
        for word in words(key) or [ANY]:
            table.put(word, _asked(notes, found, key) if word == ANY else child(found, word))
    return frozenset({table})


def _list(_notes: Notes, arguments: Arguments) -> Value:
    return frozenset({Items(NOTHING.union(*arguments))})


def _entry(_notes: Notes, arguments: Arguments) -> Value:
    return entries(arguments[0]) if arguments else NOTHING


def _entries_of(_notes: Notes, arguments: Arguments) -> Value:
    return frozenset({Items(NOTHING.union(*map(entries, arguments)))})


def _appended(_notes: Notes, arguments: Arguments) -> Value:
    head, *rest = arguments or (NOTHING,)
    return frozenset({Items(NOTHING.union(entries(head), *rest))})


_BY_BEHAVIOUR: Mapping[Behaviour, str] = {
    _either: "default coalesce and or",
    _tested: "not empty kindIs kindOf typeIs typeIsLike typeOf len keys",
    _last: "required",
    _copy: "omit deepCopy mustDeepCopy",
    _unset: "unset",
    _ternary: "ternary",
    _dict: "dict",
    _set: "set",
    _merge: "merge mustMerge mergeOverwrite mustMergeOverwrite",
    _index: "index get",
    _dig: "dig",
    _has_key: "hasKey",
    _pick: "pick",
    _list: "list tuple",
    _entry: "first mustFirst last mustLast",
    _entries_of: "values concat rest mustRest initial mustInitial reverse mustReverse uniq mustUniq compact "
    "mustCompact",
    _appended: "append mustAppend prepend mustPrepend push mustPush",
}
BEHAVIOURS: Mapping[str, Behaviour] = {
    name: behaviour for behaviour, names in _BY_BEHAVIOUR.items() for name in names.split()
}
"""Behaviour by the function's name."""
