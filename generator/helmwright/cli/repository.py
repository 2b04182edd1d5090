"""The repository that a command works on, and the names in it, known without reading a descriptor."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from helmwright import layout, resources
from helmwright.cli.exit_codes import Unable
from helmwright.cli.session import Session
from helmwright.descriptors.listing import listed
from helmwright.disk import Folder
from helmwright.layout import Kind, Place


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
    """The names of the environments, sorted."""
    return sorted({place.name for place in _places(folder) if place.kind is Kind.ENVIRONMENT})


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
