"""The teams of a repository: what they own, and which groups of people belong to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Leaving:
    """What a team's projects permit until it is gone from the clusters: namespaces, objects outside them, and kinds."""

    namespaces: tuple[str, ...] = ()
    cluster_objects: tuple[tuple[str, str, str], ...] = ()
    """By group, kind and name."""
    kinds: tuple[tuple[str, str], ...] = ()
    """By group and name."""


@dataclass(frozen=True, slots=True)
class Team:
    """A team that owns services."""

    name: str
    description: str
    contact: str
    leaving: Leaving
    groups: Mapping[str, Sequence[str]] | None
    """The groups of people with a role, by role; None where nothing is said of any."""


def team(name: str, data: Mapping[str, Any]) -> Team:
    """The team as helmwright.yaml says it."""
    return Team(
        name=name,
        description=data.get("description", ""),
        contact=data.get("contact", ""),
        leaving=_leaving(data.get("leaving", {})),
        groups=data.get("groups"),
    )


def _leaving(data: Mapping[str, Any]) -> Leaving:
    return Leaving(
        namespaces=tuple(data.get("namespaces", ())),
        cluster_objects=tuple(
            (item["group"], item["kind"], item["name"]) for item in data.get("clusterObjects", ())
        ),
        kinds=tuple((item["group"], item["kind"]) for item in data.get("kinds", ())),
    )
