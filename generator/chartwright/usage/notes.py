"""What a function of templates is given beside its arguments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from chartwright.usage.atoms import Value


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
