"""The places in a descriptor's data that hold secrets: every text of it, whatever field it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from helmwright.leaks.names import is_secret_name
from helmwright.leaks.texts import secrets

Path = tuple[str | int, ...]
Found = tuple[Path, frozenset[str]]

_FLAG = re.compile(r"--?([A-Za-z][\w.-]{1,60})")
_ANY = "password"
"""A name for what is secret whatever it is called: the entries of a Secret."""


def places(data: Any) -> Iterator[Found]:
    """The path to each text or number that holds secrets, with the secrets; to a key that is one itself, too."""
    found: list[Found] = []
    _look(data, (), "", found)
    return iter(found)


def _look(value: Any, path: Path, name: str, found: list[Found]) -> None:
    if isinstance(value, str):
        here = secrets(value, name)
        if here:
            found.append((path, here))
    elif isinstance(value, dict):
        _look_in_map(value, path, found)
    elif isinstance(value, list):
        _look_in_list(value, path, name, found)
    elif isinstance(value, int | float) and not isinstance(value, bool) and is_secret_name(name):
        _look(str(value), path, name, found)


def _look_in_map(value: Mapping[str, Any], path: Path, found: list[Found]) -> None:
    called = _called(value) if "value" in value else ""
    is_secret = value.get("kind") == "Secret"
    for key, inner in value.items():
        at = (*path, key)
        here = secrets(key)
        if here:
            found.append((at, here))
        if is_secret and key in ("data", "stringData") and isinstance(inner, dict):
            for entry, text in inner.items():
                _look(text, (*at, entry), _ANY, found)
        elif _is_reference(at):
            _look(inner, at, "", found)
        else:
            _look(inner, at, called if called and key == "value" else key, found)
    command, arguments = value.get("command"), value.get("args")
    if isinstance(command, list) and isinstance(arguments, list):
        words = (("command", command), ("args", arguments))
        line = [((*path, field, index), word) for field, list_ in words for index, word in enumerate(list_)]
        _look_in_line(line, found)


def _called(value: Mapping[str, Any]) -> str:
    """What the entry's `value` is the value of: `{name: DB_PASSWORD, value: ...}`."""
    names = (value.get("name"), value.get("key"))
    return next((name for name in names if isinstance(name, str)), "")


def _is_reference(path: Path) -> bool:
    """Whether the value names another thing: a property in a store, a Secret that is there, or an entry in it."""
    in_store = len(path) > 3 and path[-2] == "env" and path[-4] == "secrets"  # secrets.db.env.DB_PASSWORD
    of_secret = len(path) > 2 and path[-1] == "secret" and path[-3] == "env"  # env.DB_PASSWORD.secret
    return in_store or of_secret or path[-1] == "imagePullSecrets" or path[0] == "accepted"


def _look_in_list(value: Sequence[Any], path: Path, name: str, found: list[Found]) -> None:
    before: Any = ""
    for index, item in enumerate(value):
        flag = _FLAG.fullmatch(before) if isinstance(before, str) else None
        _look(item, (*path, index), flag[1] if flag else name, found)
        before = item
    _look_in_line([((*path, index), word) for index, word in enumerate(value)], found)


def _look_in_line(words: Sequence[tuple[Path, Any]], found: list[Found]) -> None:
    """What only the whole line of a command tells: `redis-cli -a ...`."""
    line = [(path, word) for path, word in words if isinstance(word, str)]
    if any(word.startswith("-") for _, word in line):
        for secret in secrets(" ".join(word for _, word in line)):
            found += [(path, frozenset({secret})) for path, word in line if secret in word]
