"""Add-ons beside each other."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.codes.code import Code
from helmwright.findings import Finding, in_environments
from helmwright.hints import did_you_mean
from helmwright.model.resolved import Resolved

CODES = (
    Code(
        "R115",
        "needed add-on is missing",
        "The add-on says that it does not work without another one, and that does not run where it does.",
        "Correct the name, let the other add-on run there too, or remove it from needs.",
        overridable=True,
    ),
)


def needs(resolved: Resolved) -> Iterator[Finding]:
    """What an add-on needs runs wherever it does."""
    return in_environments(_needs(resolved))


def _needs(resolved: Resolved) -> Iterator[tuple[Finding, str]]:
    known = {addon.app for addon in resolved.inputs.addons}
    running = {(release.environment.name, release.app.name) for release in resolved.releases}
    for addon in resolved.inputs.addons:
        for environment in sorted(name for name, app in running if app == addon.app):
            for index, name in enumerate(addon.needs):
                if (environment, name) in running and name in known:
                    continue
                what = "does not run" if name in known else "is no add-on"
                message = f"'{addon.app}' needs '{name}', which {what}"
                hint = did_you_mean(
                    name, known - {name, addon.app}, "let it run there, or remove it from needs"
                )
                yield Finding("R115", addon.source.at(("needs", index)), message, hint), environment


RULES = (needs,)
