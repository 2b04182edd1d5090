"""Where an app or a service runs, by the names of environments."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Presence:
    """Where an app or a service runs: in all environments but those it is `absent` from, or in `only` these."""

    absent: frozenset[str]
    only: frozenset[str]

    def runs_in(self, called: Collection[str]) -> bool:
        """Whether it runs in the environment that is called so."""
        return self.absent.isdisjoint(called) and not (self.only and self.only.isdisjoint(called))


def presence(data: Mapping[str, Any]) -> Presence:
    """Where what the descriptor is about runs."""
    environments: Mapping[str, Any] = data.get("environments", {})
    absent = frozenset(name for name, value in environments.items() if value is False)
    return Presence(absent, frozenset(data.get("onlyIn", ())))
