"""Finds the descriptors of a repository. What cannot be looked into is a finding, and never nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from helmwright import layout
from helmwright.disk import Folder, Kind, UnreadableError, finding, misspelt
from helmwright.findings import Finding, Findings, ordered

_YAML = re.compile(r".*\.ya?ml", re.IGNORECASE | re.DOTALL)
_APP = re.compile(r"[a-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Listed:
    """Paths of descriptors and of YAML that is mistaken for one, of released archives, and what is wrong."""

    paths: tuple[str, ...]
    releases: tuple[str, ...]
    findings: Findings


def listed(repository: Folder) -> Listed:
    """Everything that a repository has because it lies in a folder. Raises nothing for anything found there."""
    listing = _Listing(repository)
    paths = tuple(sorted(listing.descriptors()))
    releases = tuple(path for path in listing.inside(layout.RELEASES) if path.endswith(".tgz"))
    listing.look_at_submodules()
    listing.look_below(layout.CRD_SCHEMAS)
    return Listed(paths, releases, ordered(listing.findings))


@dataclass(frozen=True, slots=True)
class _Listing:
    folder: Folder
    findings: list[Finding] = field(default_factory=list)

    def descriptors(self) -> Iterator[str]:
        yield from (path for path in self.inside("", layout.is_read) if path == layout.REPOSITORY)
        yield from self._yaml(layout.ENVIRONMENTS)
        for path, kind in self.inside(layout.APPS).items():
            if kind is Kind.FOLDER:
                yield from self._app(path)
            elif _YAML.fullmatch(path):
                yield path
            elif _APP.fullmatch(path.rpartition("/")[2]):
                hint = "make it the app's folder, or give it a name with a dot"
                self._note(UnreadableError("L118", path, "this is not a folder", hint))

    def _app(self, app: str) -> Iterator[str]:
        services = layout.services(app.rpartition("/")[2])
        for path in self.inside(app, lambda path: path == services or _YAML.fullmatch(path) is not None):
            if path != services:
                yield path
        yield from self._yaml(services)

    def _yaml(self, folder: str) -> Iterator[str]:
        """YAML files of a folder, and in the folders there, which is a common mistake."""
        for path, kind in self.inside(folder).items():
            if _YAML.fullmatch(path):
                yield path
            if kind is Kind.FOLDER and path != f"{folder}/{layout.FILES}":
                yield from (below for below in self.inside(path) if _YAML.fullmatch(below))

    def inside(self, folder: str, wanted: Callable[[str], bool] = lambda _: True) -> dict[str, Kind]:
        """What is in a folder by path, as far as it is wanted, links followed; nothing when there is no such folder."""
        found: dict[str, Kind] = {}
        try:
            if folder and self.folder.kind(folder) is None:
                return {}
            names = self.folder.list(folder)
        except UnreadableError as error:
            self._note(error)
            return {}
        for name, kind in names.items():
            path = f"{folder}/{name}" if folder else name
            right = layout.spelled(path)
            if name.startswith(".") or not wanted(right):  # editors leave hidden files behind
                continue
            try:
                if path != right:
                    raise misspelt(path, right)
                found[path] = self._kind(path) if kind is Kind.LINK else kind
            except UnreadableError as error:
                self._note(error)
        return found

    def _kind(self, path: str) -> Kind:
        return self.folder.kind(path) or Kind.OTHER

    def look_at_submodules(self) -> None:
        """Those that are read: each is there, and not empty."""
        try:
            for path in sorted(filter(layout.is_read, self.folder.submodules)):
                if path.isprintable() and self.folder.kind(path):
                    self.folder.list(path)
        except UnreadableError as error:
            self._note(error)

    def look_below(self, folder: str) -> None:
        """Whether all of a folder can be read, whoever reads it then."""
        try:
            if self.folder.kind(folder):
                for _ in self.folder.walk(folder):
                    pass
        except UnreadableError as error:
            self._note(error)

    def _note(self, error: UnreadableError) -> None:
        self.findings.append(finding(error))
