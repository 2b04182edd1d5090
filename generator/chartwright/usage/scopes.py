"""The variables of a template, in the scopes that they are known in."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator
from contextlib import contextmanager

from chartwright.usage.atoms import NOTHING, Value


class Scopes:
    """What each variable may be, the context among them, which has no name."""

    def __init__(self, context: Value) -> None:
        self._known: ChainMap[str, Value] = ChainMap({"": context})

    @contextmanager
    def inner(self) -> Iterator[None]:
        """A scope that ends with it."""
        self._known = self._known.new_child()
        yield
        self._known = self._known.parents

    def get(self, name: str) -> Value:
        return self._known.get(name, NOTHING)

    def declare(self, name: str, value: Value) -> None:
        """A variable of the innermost scope, whatever there is elsewhere."""
        self._known[name] = value

    def assign(self, name: str, value: Value) -> None:
        """A variable is what it may have been before, too, since an assignment may stand in a branch."""
        scope = next((scope for scope in self._known.maps if name in scope), self._known.maps[0])
        scope[name] = scope.get(name, NOTHING) | value
