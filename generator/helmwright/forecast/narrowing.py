"""Whether projects permit less than before, and what one does that goes."""

from __future__ import annotations

from helmwright.forecast.state import Permissions, State


def narrowed(old: State, new: State) -> bool:
    """Whether a project permits less than before, or goes with the account by which Argo CD acts in it."""
    return bool(old.accounts & (old.projects.keys() - new.projects.keys())) or any(
        _entries(old.projects[name]) - _entries(new.projects[name])
        for name in old.projects.keys() & new.projects.keys()
    )


def last(old: State, new: State, project: str) -> Permissions:
    """What a project permits while an app of it goes: where it goes too, what it did, and its account no place."""
    was = old.projects.get(project, {})
    if project in old.accounts:
        was = {"namespaceResourceWhitelist": was["namespaceResourceWhitelist"]}
    return new.projects.get(project, was)


def _entries(permissions: Permissions) -> frozenset[str]:
    return frozenset(
        f"{name} {sorted(entry.items())}" for name, entries in permissions.items() for entry in entries
    )
