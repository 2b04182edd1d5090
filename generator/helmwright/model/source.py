"""Descriptors as they were read: what each file holds, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from helmwright import layout
from helmwright.findings import Findings, Location
from helmwright.layout import Kind
from helmwright.model.field import Field
from helmwright.yamlio import descriptor


@dataclass(frozen=True, slots=True)
class Source:
    """One descriptor: where it is, what its path says it is, and what it holds.

    `files` are the texts by name of what its configuration is read from, by the path that it says.
    """

    path: str
    place: layout.Place
    document: descriptor.Document
    files: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def data(self) -> Any:
        return self.document.data

    def at(self, path: descriptor.Path = (), *, key: bool = False) -> Location:
        """The location of the value at `path`, or of its key."""
        line, column = self.document.position(path, key=key)
        return Location(self.path, line, column)

    def said(self, *path: str) -> Field:
        """The field at the path as it is written, an empty map where the file does not say it."""
        value = self.data
        for step in path:
            value = value.get(step, {})
        return Field(value, self.at, path)


@dataclass(frozen=True, slots=True)
class Sources:
    """The descriptors that could be read, by path, and what was wrong with the others.

    `releases` are the paths of the released charts' archives, of which nothing is read.
    """

    items: tuple[Source, ...]
    findings: Findings
    releases: tuple[str, ...] = ()

    def of(self, kind: Kind) -> tuple[Source, ...]:
        return tuple(source for source in self.items if source.place.kind is kind)
