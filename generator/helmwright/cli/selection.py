"""The part of a repository that --env and --app select."""

from __future__ import annotations

from dataclasses import dataclass

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
        return tuple(change for change in changes if self._has(*_owner(change.path)))

    def _has(self, environment: str, app: str) -> bool:
        return (not self.environments or environment in self.environments) and (
            not self.apps or not app or app in self.apps
        )


def _owner(path: str) -> tuple[str, str]:
    """The environment and the app that a generated file belongs to; no app when the apps share it."""
    match path.split("/"):
        case ["apps", app, environment, *_]:
            return environment, app
        case ["bootstrap", environment, "applications", file]:
            return environment, file.removesuffix(".yaml")
        case [_, environment, *_]:
            return environment, ""
    raise ValueError(f"{path} is not generated")
