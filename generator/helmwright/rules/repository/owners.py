"""Which team each app and service belongs to."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright import layout
from helmwright.codes.code import Code
from helmwright.findings import Finding, Location
from helmwright.hints import did_you_mean
from helmwright.model.release import Release
from helmwright.model.resolved import Resolved

CODES = (
    Code(
        "R102",
        "unknown team",
        "The owner decides which AppProject an app belongs to and whom an alert reaches. A team that nobody "
        "declared has neither.",
        "Correct the name, or add the team to helmwright.yaml.",
    ),
    Code(
        "R103",
        "no common owner",
        "An app is one Argo CD Application, unless its grouping is service, and that belongs to one team's AppProject. "
        "Without one owner there is no project to put it in.",
        "Write owner in the app's app.yaml. Its services may still have owners of their own.",
    ),
)


def teams(resolved: Resolved) -> Iterator[Finding]:
    """Every owner, and whoever has an account of its own, is a team of the repository."""
    known = resolved.inputs.repository.teams
    for name, at in _owners(resolved):
        if name not in known:
            hint = did_you_mean(name, known, "add it to teams in helmwright.yaml")
            yield Finding("R102", at, f"there is no team '{name}'", hint)


def _owners(resolved: Resolved) -> Iterator[tuple[str, Location]]:
    for app in resolved.inputs.apps.values():
        if app.source is not None and app.owner:
            yield app.owner, app.source.at(("owner",))
    for _, part in resolved.parts():
        if part.owner:
            yield part.owner, part.layers.origin(("owner",))
    for environment in resolved.inputs.environments.values():
        if environment.argocd.impersonation:
            for name in environment.argocd.impersonation.teams:
                path = ("argocd", "impersonation", "teams", name)
                yield name, environment.source.at(path, key=True)


def shared(resolved: Resolved) -> Iterator[Finding]:
    """Every app has one owner, whose project its Application belongs to."""
    for release in resolved.releases:
        if not release.owner:
            app = release.app
            at = app.source.at() if app.source else release.content.parts[0].layers.origin(("owner",))
            yield Finding("R103", at, _message(release), f"write owner: <team> in {layout.app(app.name)}")


def _message(release: Release) -> str:
    examples: dict[str, str] = {}
    for part in release.content.parts:
        examples.setdefault(part.owner or "nobody", part.name)
    if list(examples) == ["nobody"]:
        return f"nobody owns {release.title}"
    parts = ", ".join(f"{owner} owns {service}" for owner, service in sorted(examples.items()))
    return f"the services of the app '{release.app.name}' have different owners: {parts}"


RULES = (teams, shared)
