"""Add-ons beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from helmwright.codes.code import Code
from helmwright.findings import Finding, Location, Severity, in_environments
from helmwright.hints import did_you_mean
from helmwright.model.inputs import AddonSource
from helmwright.model.release import Release
from helmwright.model.resolved import Resolved

CODES = (
    Code(
        "R115",
        "needed add-on is missing",
        "The add-on says that it does not work without another one, and that does not run where it does.",
        "Correct the name, let the other add-on run there too, or remove it from needs.",
        overridable=True,
    ),
    Code(
        "R118",
        "object incomplete",
        "Once the layers are merged, an object beside a chart needs what tells it from others. Kubernetes and Argo CD "
        "take none without.",
        "Add what is missing to the object.",
    ),
    Code(
        "R116",
        "two add-ons fight",
        "Both work on the same things, and each undoes or doubles what the other does: nodes that are scaled twice, "
        "definitions that are written by turns.",
        "Let one of the two run in the environment. Where their settings keep them apart, accept the finding.",
        Severity.WARNING,
        overridable=True,
    ),
    Code(
        "R117",
        "retired chart",
        "Nobody keeps the chart any more, or it moved, so it gets no fixes, of security neither.",
        "Use what the hint names.",
        Severity.WARNING,
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
                if (environment, name) in running and name in known - {addon.app}:
                    continue
                yield (
                    Finding("R115", addon.source.at(("needs", index)), *_missing(addon, name, known)),
                    environment,
                )


def _missing(addon: AddonSource, name: str, known: Set[str]) -> tuple[str, str]:
    """What is wrong with a need, and what to do."""
    if name == addon.app:
        return f"'{name}' needs itself", "remove it from needs"
    if name in known:
        return (
            f"'{addon.app}' needs '{name}', which does not run",
            "let it run there, or remove it from needs",
        )
    hint = did_you_mean(name, known - {addon.app}, "add it by helmwright new addon, or remove it from needs")
    return f"'{addon.app}' needs '{name}', which is no add-on", hint


def conflicts(resolved: Resolved) -> Iterator[Finding]:
    """No two add-ons of an environment are known to fight."""
    return in_environments(_conflicts(resolved))


def _conflicts(resolved: Resolved) -> Iterator[tuple[Finding, str]]:
    for environment in resolved.inputs.environments:
        charts = {
            release.content.chart: release
            for release in resolved.releases
            if release.environment.name == environment and release.is_addon
        }
        for chart, release in charts.items():
            for other, why in resolved.conflicts.get(chart, {}).items():
                if other in charts:
                    message = f"'{chart}' and '{other}' fight: {why}"
                    yield Finding("R116", _chart(release), message), environment


def _chart(release: Release) -> Location:
    return release.source.at(("chart", "name"))


def retired(resolved: Resolved) -> Iterator[Finding]:
    """The chart of every add-on is kept by somebody."""
    for addon in resolved.inputs.addons:
        for row in resolved.retired:
            if row.chart == addon.pin.chart and row.repository in ("", addon.pin.repository.rstrip("/")):
                at = addon.source.at(("chart", "name"))
                message = f"{row.chart} has been retired since {row.since}: {row.why}"
                yield Finding("R117", at, message, f"use {row.instead}; {row.source}")


def objects(resolved: Resolved) -> Iterator[Finding]:
    """Every object beside a chart says what it is."""
    for release in resolved.releases:
        beside = release.content.beside
        for name, item in beside.fields.items() if beside else ():
            metadata = item.get("metadata")
            said = {**item, "metadata.name": metadata.get("name") if isinstance(metadata, Mapping) else None}
            for field in ("apiVersion", "kind", "metadata.name"):
                if beside and not (isinstance(said.get(field), str) and said[field]):
                    message = f"objects.{name} lacks {field}"
                    yield Finding("R118", beside.layers.origin((name,)), message)


RULES = (needs, conflicts, objects, retired)
