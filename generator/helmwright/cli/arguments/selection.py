"""The part of a repository that --env and --app select."""

from __future__ import annotations

from dataclasses import dataclass

from helmwright import layout
from helmwright.model.release import Release
from helmwright.tree import Changes


@dataclass(frozen=True, slots=True)
class Selection:
    """Names of environments and apps; an empty set selects them all."""

    environments: frozenset[str]
    apps: frozenset[str]

    def has(self, release: Release) -> bool:
        return self._has(release.environment.name, release.app.name)

    def changes(self, changes: Changes) -> Changes:
        """The changes to what is selected; what an environment's apps share goes with the environment."""
        return tuple(change for change in changes if self._has(*layout.belongs_to(change.path)))

    def _has(self, environment: str, app: str) -> bool:
        return (not self.environments or environment in self.environments) and (
            not self.apps or not app or app in self.apps
        )
