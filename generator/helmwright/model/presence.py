"""Where an app or a service runs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Presence:
    """Where an app or a service runs: in all environments but those it is `absent` from, or in `only` these."""

    absent: frozenset[str]
    only: frozenset[str]

    def runs_in(self, environment: str) -> bool:
        """Whether it runs in the environment of that name."""
        return environment not in self.absent and (not self.only or environment in self.only)
