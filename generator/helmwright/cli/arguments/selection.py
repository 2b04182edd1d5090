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
class Selection:
    """Names of environments and apps, as the options give them; none selects them all."""

    environments: Collection[str]
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
        environment, app = _owners(finding.location.path)
        environments = finding.environments or (environment,)
        return any(self._has(name, app) for name in environments)

    def _has(self, environment: str, app: str) -> bool:
        return (not self.environments or not environment or environment in self.environments) and (
            not self.apps or not app or app in self.apps
        )


def _owners(path: str) -> tuple[str, str]:
    """The environment and the app that a file belongs to, "" for none."""
    place = layout.place(path)
    if place is None:
        return layout.belongs_to(path) if layout.is_generated(path) else ("", "")
    return place.name if place.kind is Kind.ENVIRONMENT else "", place.app
