"""The part of a repository that --env and --app select."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from helmwright import layout
from helmwright.findings import Finding, Findings
from helmwright.layout import Kind
from helmwright.model.release import Release
from helmwright.tree import Changes


@dataclass(frozen=True, slots=True)
class Asked:
    """What --env asks for: environments by the names of their folders, and of their files; none asks for all."""

    folders: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.folders)


@dataclass(frozen=True, slots=True)
class Selection:
    """Environments and apps, as the options give them; no names select them all."""

    environments: Asked
    apps: Collection[str]

    def has(self, release: Release) -> bool:
        return self._has(release.environment.name, release.app.name)

    def changes(self, changes: Changes) -> Changes:
        """The changes to what is selected; what an environment's apps share goes with the environment."""
        return tuple(change for change in changes if self._has(*layout.belongs_to(change.path)))

    def findings(self, findings: Findings) -> Findings:
        """The findings in what is selected, and in what environments and apps share."""
        return tuple(finding for finding in findings if self._shows(finding))

    def _shows(self, finding: Finding) -> bool:
        path = finding.location.path
        place = layout.place(path)
        file = place.name if place and place.kind is Kind.ENVIRONMENT else ""
        environment, app = (
            layout.belongs_to(path) if layout.is_generated(path) else ("", place.app if place else "")
        )
        if file and not finding.environments:
            return not self.environments or file in self.environments.files
        return any(self._has(name, app) for name in finding.environments or (environment,))

    def _has(self, environment: str, app: str) -> bool:
        folders = self.environments.folders
        return (not folders or not environment or environment in folders) and (
            not self.apps or not app or app in self.apps
        )
