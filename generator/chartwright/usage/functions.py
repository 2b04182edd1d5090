"""What the functions of Helm's templates (Go's, Sprig's and its own) do with values that they are given.

A function that is not listed uses each argument as a whole and gives nothing back that is followed further.
"""

from __future__ import annotations

from collections.abc import Mapping

from chartwright.usage import dictionaries
from chartwright.usage.atoms import (
    NOTHING,
    Items,
    Table,
    Value,
    entries,
)
from chartwright.usage.notes import Arguments, Behaviour, Notes


def _either(_notes: Notes, arguments: Arguments) -> Value:
    return NOTHING.union(*arguments)


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
    dictionaries.tested: "not empty kindIs kindOf typeIs typeIsLike typeOf",
    dictionaries.counted: "len keys",
    _last: "required",
    _copy: "omit deepCopy mustDeepCopy",
    _unset: "unset",
    _ternary: "ternary",
    dictionaries.dict_: "dict",
    dictionaries.set_: "set",
    dictionaries.merge: "merge mustMerge mergeOverwrite mustMergeOverwrite",
    dictionaries.index: "index get",
    dictionaries.dig: "dig",
    dictionaries.has_key: "hasKey",
    dictionaries.pick: "pick",
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
