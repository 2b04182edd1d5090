"""The repository that a command works on, and the names in it; only environments are read for that."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from helmwright import layout, names, resources
from helmwright.cli.exit_codes import Unable
from helmwright.cli.session import Session
from helmwright.descriptors.listing import listed
from helmwright.disk import Folder, UnreadableError
from helmwright.layout import Kind, Place
from helmwright.limits import DESCRIPTOR_BYTES


def root(session: Session) -> Path:
    """The folder with helmwright.yaml, here or above. Raises Unable without one."""
    found = find(session.start)
    if found is None:
        raise Unable(
            "there is no helmwright.yaml here or in a folder above (L101)",
            "change to a repository, name one with -C, or make one with helmwright init",
        )
    return found


def find(start: Path) -> Path | None:
    """The nearest folder with helmwright.yaml, from `start` upwards."""
    here = start.resolve()
    return next((folder for folder in (here, *here.parents) if _marks(folder)), None)


def _marks(folder: Path) -> bool:
    """Whether helmwright.yaml is in a folder, be it a broken link or in the wrong case, which its loader then says."""
    if os.path.lexists(folder / layout.REPOSITORY):
        return True
    try:
        return any(path.name.casefold() == layout.REPOSITORY for path in folder.iterdir())
    except OSError:  # a folder above that is not ours to look into
        return False


def environments(folder: Path) -> list[str]:
    """The names of the environments, of all clusters and of each where there are several, sorted."""
    return sorted(called(folder))


def called(folder: Path) -> Mapping[str, Mapping[str, str]]:
    """What each of these names means: environments by their folders' names, each with the name of its file."""
    found: dict[str, dict[str, str]] = {}
    for place in _places(folder):
        if place.kind is Kind.ENVIRONMENT:
            members = _members(folder, place.name)
            if not members:
                found.setdefault(place.name, {})[place.name] = place.name
            for key, name in members.items():
                for asked in (place.name, names.member(place.name, key)):
                    found.setdefault(asked, {})[name] = place.name
    return found


def _members(folder: Path, environment: str) -> Mapping[str, str]:
    """The names of the environment's clusters by their keys, none where it has not several or cannot be read."""
    # Here alone, so that a command that reads nothing does not wait for a reader.
    from helmwright.model.clusters import clusters, member_name  # noqa: PLC0415
    from helmwright.yamlio import descriptor  # noqa: PLC0415

    try:
        content = Folder(folder).head(layout.environment(environment), DESCRIPTOR_BYTES.value + 1)
    except UnreadableError:
        return {}
    document = descriptor.read(content)
    known = {} if isinstance(document, tuple) else clusters(document.data)
    return {key: member_name(environment, key, cluster) for key, cluster in known.items()}


def apps(folder: Path) -> list[str]:
    """The names of the apps, sorted."""
    return sorted({place.app for place in _places(folder) if place.app})


def services(folder: Path) -> list[str]:
    """Every service as `app/service`, sorted."""
    return sorted({f"{p.app}/{p.name}" for p in _places(folder) if p.kind is Kind.SERVICE})


def traceable(folder: Path) -> list[str]:
    """Every service as `app/service`, and every add-on by its app, sorted."""
    addons = {place.app for place in _places(folder) if place.kind is Kind.ADDON}
    return sorted({*services(folder), *addons})


def schema_folders(folder: Path) -> tuple[Path, ...]:
    """Where schemas of custom resources are looked for, the repository's own before those that ship."""
    return (folder / layout.CRD_SCHEMAS, resources.schemas() / "crds")


def _places(folder: Path) -> Iterator[Place]:
    for path in listed(Folder(folder)).paths:
        place = layout.place(path) if path.isprintable() else None
        if place is not None:
            yield place
