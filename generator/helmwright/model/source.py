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

    `files` are the texts by name of what its configuration is read from, by the path that it says. `member` is there
    for an environment that is one cluster of those that its file is about.
    """

    path: str
    place: layout.Place
    document: descriptor.Document
    files: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    member: Member | None = None

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
class Member:
    """A cluster among those of an environment: by which key it is there, and what the file says of them all.

    `weights` are those of the clusters that are live, by their keys, None where the file does not say which are, and
    `live` is the name of the one with the most. `whole` is the file as it is written.
    """

    environment: str
    key: str
    weights: Mapping[str, int] | None
    live: str
    whole: Source

    @property
    def is_live(self) -> bool:
        """Whether it is one of those that are live."""
        return self.key in (self.weights or ())

    @property
    def weight(self) -> int:
        """Its share of a hundred."""
        return (self.weights or {}).get(self.key, 0)


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
