"""The plan in memory: every generated file as path and bytes, and what differs from another."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

Tree = Mapping[str, bytes]


def digest(content: bytes) -> str:
    """The name of bytes in a registry, an index and a lock: `sha256:` and 64 digits."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


class Action(StrEnum):
    """What applying a change does to the file."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Change:
    """One file that differs: `before` is None for a new file, `after` is None for a removed one."""

    path: str
    before: bytes | None
    after: bytes | None

    @property
    def action(self) -> Action:
        if self.before is None:
            return Action.CREATE
        return Action.DELETE if self.after is None else Action.UPDATE


Changes = tuple[Change, ...]


def diff(current: Tree, planned: Tree) -> Changes:
    """The changes that turn `current` into `planned`, sorted by path."""
    return tuple(
        Change(path, current.get(path), planned.get(path))
        for path in sorted(current.keys() | planned.keys())
        if current.get(path) != planned.get(path)
    )


def owners_of(parts: Iterable[tuple[str, Tree]]) -> dict[str, list[str]]:
    """Each path with the names of the parts that plan it, in the order given."""
    owners: dict[str, list[str]] = {}
    for owner, tree in parts:
        for path in tree:
            owners.setdefault(path, []).append(owner)
    return owners
