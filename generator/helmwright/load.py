"""Reads every descriptor of a repository. An unreadable file is a finding, and the others are read still."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helmwright import layout, limits
from helmwright.findings import Finding, Findings, Location, ordered
from helmwright.layout import Kind
from helmwright.yamlio import reader


@dataclass(frozen=True, slots=True)
class Source:
    """One descriptor: where it is, what its path says it is, and what it holds."""

    path: str
    place: layout.Place
    document: reader.Document

    @property
    def data(self) -> Any:
        return self.document.data

    def at(self, path: reader.Path = (), *, key: bool = False) -> Location:
        """The location of the value at `path`, or of its key."""
        line, column = self.document.position(path, key=key)
        return Location(self.path, line, column)


@dataclass(frozen=True, slots=True)
class Sources:
    """The descriptors that could be read, by path, and what was wrong with the others.

    `releases` are the paths of the released charts' archives, of which nothing is read.
    """

    items: tuple[Source, ...]
    findings: Findings
    releases: tuple[str, ...] = ()

    def of(self, kind: Kind) -> tuple[Source, ...]:
        return tuple(source for source in self.items if source.place.kind is kind)


def load(root: Path) -> Sources:
    """The repository's descriptors.

    Files are found by their place (`layout.DESCRIPTORS`). Raises nothing for anything found there.
    """
    items: list[Source] = []
    findings: list[Finding] = []
    resolved_root = root.resolve()
    if not (root / layout.REPOSITORY).exists():
        findings.append(
            Finding(
                "L101",
                Location(layout.REPOSITORY),
                "there is no helmwright.yaml here",
                "run the command in a repository, name one with -C, or make one with helmwright init",
            )
        )
    for path in sorted({path for pattern in layout.DESCRIPTORS for path in root.glob(pattern)}):
        if path.name.startswith("."):  # what editors leave behind
            continue
        result = _read(path, path.relative_to(root).as_posix(), resolved_root)
        if isinstance(result, Source):
            items.append(result)
        else:
            findings += result
    releases = sorted(path.relative_to(root).as_posix() for path in root.glob(f"{layout.RELEASES}/*.tgz"))
    return Sources(tuple(items), ordered(findings), tuple(releases))


def _read(path: Path, name: str, root: Path) -> Source | list[Finding]:
    if not name.isprintable():
        message = "the file's name holds characters that cannot be shown"
        return [Finding("L117", Location(ascii(name)[1:-1]), message, "rename it")]
    here = Location(name)
    place = layout.place(name)
    if place is None:
        return _unread(path, here)
    try:
        if not path.resolve(strict=True).is_relative_to(root):
            return [Finding("L114", here, "the link leads out of the repository", "put the file itself here")]
        if not path.is_file():
            return [Finding("L115", here, "this is not a file", "remove it, or give it another name")]
        with path.open("rb") as file:
            content = file.read(limits.DESCRIPTOR_BYTES.value + 1)
    except (OSError, RuntimeError) as error:
        if path.is_symlink() and not path.exists():
            return [Finding("L115", here, "the link leads nowhere", "remove it, or put the file itself here")]
        reason = error.strerror if isinstance(error, OSError) else error
        return [Finding("L115", here, f"the file cannot be read: {reason}", "give yourself read permission")]
    document = reader.read(content)
    if isinstance(document, tuple):
        return [
            Finding(flaw.code, Location(name, flaw.line, flaw.column), flaw.message, flaw.hint)
            for flaw in document
        ]
    return Source(name, place, document)


def _unread(path: Path, here: Location) -> list[Finding]:
    """YAML that looks like a descriptor and is none, so that nobody believes it to be deployed."""
    if path.suffix == ".yml" and layout.place(here.path.removesuffix(".yml") + layout.SUFFIX):
        return [Finding("L113", here, "the file ends in .yml and is not read", "rename it to .yaml")]
    if path.suffix in (".yaml", ".yml"):
        right = layout.service("<app>", "<service>"), layout.environment("<environment>")
        hint = f"descriptors are {' and '.join(right)}"
        return [Finding("L116", here, "no descriptor belongs here, and the file is not read", hint)]
    return []
