"""A field of a descriptor and its place there, so that whatever is made of it still knows the line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from helmwright.findings import Location
from helmwright.yamlio.descriptor import Path

Where = Callable[[Path], Location]
"""The line of a path, of its nearest parent where nothing is at the path."""


@dataclass(slots=True)
class Field:
    """What a descriptor says at a path, or what was made of it: a value, and maps and lists that hold Fields too.

    What a map or list holds that is no Field comes from the field of the same name below, where there is one. Frozen
    for mypy alone: a run makes a hundred thousand, and to freeze them would be a fifteenth of all its time.
    """

    value: Final[Any]
    where: Final[Where]
    path: Final[Path] = ()

    @property
    def location(self) -> Location:
        """The line that says it."""
        return self.where(self.path)

    def __bool__(self) -> bool:
        return bool(self.value)

    def __contains__(self, name: str) -> bool:
        return name in self.value

    def __getitem__(self, step: str | int) -> Field:
        return Field(self.value[step], self.where, (*self.path, step))

    def below(self, *steps: str | int) -> Field:
        """The place that steps lead to from here, whether or not anything is there."""
        return Field(None, self.where, (*self.path, *steps))

    def section(self, name: str) -> Field:
        """A map below it, empty when it is not said."""
        return Field(self.value.get(name, {}), self.where, (*self.path, name))

    def items(self) -> Iterator[tuple[str, Field]]:
        """The entries of a map, by name."""
        for name in sorted(self.value):
            yield name, self[name]

    def gives(self, value: Any) -> Field:
        """Another value that is there because of what is said here."""
        return Field(value, self.where, self.path)

    def each(self, make: Callable[[Field], Any]) -> Field:
        """What is made of each entry, of a map by name."""
        if isinstance(self.value, dict):
            return self.gives({name: make(entry) for name, entry in self.items()})
        return self.gives([make(self[index]) for index in range(len(self.value))])

    def ordered(self) -> Field:
        """A map with its entries by name."""
        return self.gives(dict(sorted(self.value.items())))

    def picked(
        self, names: Mapping[str, str] | tuple[str, ...], make: Callable[[Any], Any] | None = None
    ) -> dict[str, Field]:
        """Those of the fields below that are said, under new names where `names` has them, remade by `make`."""
        pairs = zip(names, names, strict=True) if isinstance(names, tuple) else names.items()
        value, where, path = self.value, self.where, self.path
        return {
            new: Field(make(value[name]) if make else value[name], where, (*path, name))
            for name, new in pairs
            if name in value
        }


def plain(value: Any) -> Any:
    """The value without the places: maps, lists and scalars alone."""
    if isinstance(value, Field):
        value = value.value
    if isinstance(value, dict):
        return {name: plain(child) for name, child in value.items()}
    if isinstance(value, list):
        return [plain(child) for child in value]
    return value
