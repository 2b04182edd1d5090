"""Findings about what Argo CD could no longer remove, since nothing would permit it to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from helmwright import names
from helmwright.findings import Finding, Findings, Location, in_environments, listed, ordered
from helmwright.forecast.event import Event
from helmwright.kubernetes.manifests import Manifest
from helmwright.model.inputs import Inputs


def unpermitted(events: Iterable[Event], inputs: Inputs) -> Findings:
    """A finding for each team and field of `leaving` that what is left would need, with all of its entries."""
    return ordered(in_environments(_findings(events, inputs)))


def removed_by_hand(folders: Iterable[str]) -> Findings:
    """A finding for each folder in which a chart was whose app goes."""
    message = (
        "the chart is gone before its Application, and nothing tells what it deployed and who may remove that"
    )
    hint = "take the folder back from git; helmwright generate removes it, once it has looked into it"
    return ordered(Finding("P113", Location(folder), message, hint) for folder in folders)


def _findings(events: Iterable[Event], inputs: Inputs) -> Iterator[tuple[Finding, str]]:
    needed: dict[tuple[str, str], dict[str, str]] = {}
    environments: dict[tuple[str, str], dict[str, None]] = {}
    for event in events:
        if event.manifest is not None:
            field, entry, what = _permission(event, event.manifest)
            key = event.project.removeprefix(names.project(event.environment, "")), field
            needed.setdefault(key, {})[entry] = what
            environments.setdefault(key, {})[event.environment] = None
    for (team, field), entries in needed.items():
        at = inputs.repository.source.at(("teams", team), key=True)
        left = listed(dict.fromkeys(entries.values()))
        message = f"{left} would stay: no project of {team} would permit Argo CD to remove it"
        hint = f"add leaving: {{{field}: [{', '.join(entries)}]}} to the team, until that is gone"
        for environment in environments[team, field]:
            yield Finding("P111", at, message, hint), environment


def _permission(event: Event, manifest: Manifest) -> tuple[str, str, str]:
    """The field of `leaving`, its entry, and what it would let go."""
    group = manifest.group or '""'
    if "clusterResourceWhitelist" in event.reason:
        entry = f"{{group: {group}, kind: {manifest.kind}, name: {manifest.name}}}"
        return "clusterObjects", entry, f"{manifest} of {event.app}"
    if "destinations" in event.reason:
        return "namespaces", event.namespace, f"what {event.app} has in the namespace {event.namespace}"
    return "kinds", f"{{group: {group}, kind: {manifest.kind}}}", f"each {manifest.kind} of {event.app}"
