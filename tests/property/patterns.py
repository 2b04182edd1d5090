"""Texts that a pattern takes, drawn in few choices: hypothesis' `from_regex` makes some for every character.

Only what schemas write is understood: characters, sets of them, groups, alternatives and repetitions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any

from hypothesis import strategies as st

Strategy = st.SearchStrategy[str]

_MORE = 8
"""How often something is repeated at most beyond the least, where a pattern has no end."""

_parse: Callable[[str], Iterable[tuple[Any, Any]]] = import_module("re._parser").parse


def matching(pattern: str) -> Strategy:
    """Texts that all of the pattern takes."""
    whole = re.compile(pattern)
    return _sequence(_parse(pattern)).filter(lambda text: whole.fullmatch(text) is not None)


def _sequence(parts: Iterable[tuple[Any, Any]]) -> Strategy:
    found = [_PARTS[str(kind)](argument) for kind, argument in parts]
    return found[0] if len(found) == 1 else st.tuples(*found).map("".join)


def _repeated(argument: Any) -> Strategy:
    least, most, part = argument
    most = min(int(most), least + _MORE)
    ((kind, inner), *others) = part
    if str(kind) in _CHARACTERS and not others:
        return st.text(_CHARACTERS[str(kind)](inner), min_size=least, max_size=most)
    return st.lists(_sequence(part), min_size=least, max_size=most).map("".join)


def _set(parts: Any) -> Strategy:
    """One of the characters of a set; what is not in one that begins with `^` may be any."""
    wanted: set[str] = set()
    for kind, argument in parts:
        match str(kind):
            case "LITERAL":
                wanted.add(chr(argument))
            case "RANGE":
                wanted |= {chr(code) for code in range(argument[0], argument[1] + 1)}
            case "CATEGORY":  # \s, the only one that schemas have
                wanted |= set(" \t\r\n\f\v")
    return any_but(wanted) if str(parts[0][0]) == "NEGATE" else st.sampled_from(sorted(wanted))


def any_but(unwanted: Iterable[str] = ()) -> Strategy:
    """All characters but these and those that are not printed."""
    return st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters=sorted(unwanted))


_CHARACTERS: Mapping[str, Callable[[Any], Strategy]] = {
    "IN": _set,
    "NOT_LITERAL": lambda code: any_but(chr(code)),
    "ANY": lambda _: any_but(),
}
_PARTS: Mapping[str, Callable[[Any], Strategy]] = {
    **_CHARACTERS,
    "LITERAL": lambda code: st.just(chr(code)),
    "SUBPATTERN": lambda argument: _sequence(argument[-1]),
    "BRANCH": lambda argument: st.one_of([_sequence(branch) for branch in argument[1]]),
    "MAX_REPEAT": _repeated,
}
