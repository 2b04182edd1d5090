"""Keys of a store that a service may have: those of its team, its app, or of all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from helmwright.codes.code import Code
from helmwright.findings import Finding, in_environments, listed
from helmwright.model.release import Release
from helmwright.model.resolved import Resolved
from helmwright.model.secret import Form, form

CODES = (
    Code(
        "R947",
        "secret of others",
        "A store of the cluster gives whatever its role may read to every namespace. The environment says which keys a "
        "service may have, so that no team reads what is another's.",
        "Use a key within the paths, or add it to the store's paths in the environment.",
        overridable=True,
    ),
)


def within(resolved: Resolved) -> Iterator[Finding]:
    """Every key is within the paths of its store."""
    return in_environments(_within(resolved))


def _within(resolved: Resolved) -> Iterator[tuple[Finding, str]]:
    for release, service in resolved.services():
        for name, secret in service.section("secrets").items():
            store = release.environment.secret_stores.get(secret.get("store", "default"))
            if form(secret) is not Form.STORE or "key" not in secret or not store or not store.paths:
                continue
            own = _own(release, service.owner or release.owner)
            paths = [path.format_map(own) for path in store.paths]
            if not any(is_within(secret["key"], path) for path in paths):
                message = (
                    f"secrets.{name} has the key {secret['key']}, which is not for the team '{own['team']}'"
                )
                at = service.layers.origin(("secrets", name, "key"))
                yield Finding("R947", at, message, f"it may have {listed(paths)}"), release.environment.name


def _own(release: Release, team: str) -> Mapping[str, str]:
    """What stands in braces in a path."""
    return {
        "team": team,
        "app": release.app.name,
        "namespace": release.namespace,
        "environment": release.environment.name,
    }


def is_within(key: str, path: str) -> bool:
    """Whether a key is one of a path's; an asterisk stands for anything, and a step upwards for nothing.

    The parts between asterisks are looked for from left to right: a pattern of many would have no end.
    """
    first, *parts = path.split("*")
    if ".." in key.split("/") or not key.startswith(first):
        return False
    if not parts:
        return key == first
    at = len(first)
    for part in parts[:-1]:
        at = key.find(part, at) + len(part)
        if at < len(part):
            return False
    return key.endswith(parts[-1]) and at <= len(key) - len(parts[-1])


RULES = (within,)
