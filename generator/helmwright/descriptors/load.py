"""Reads every descriptor of a repository. An unreadable file is a finding, and the others are read still."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from helmwright import layout
from helmwright.descriptors.config_files import with_files
from helmwright.descriptors.listing import listed
from helmwright.disk import Folder, UnreadableError, finding
from helmwright.findings import Finding, Location, ordered
from helmwright.leaks.texts import secrets
from helmwright.leaks.withheld import withheld
from helmwright.limits import DESCRIPTOR_BYTES, REPOSITORY_BYTES, REPOSITORY_DESCRIPTORS, Limit
from helmwright.model.config_files import contents
from helmwright.model.source import Source, Sources
from helmwright.yamlio import descriptor


def load(root: Path, most: Limit = REPOSITORY_DESCRIPTORS, most_bytes: Limit = REPOSITORY_BYTES) -> Sources:
    """The repository's descriptors and the files that they name, at most so many and with so many bytes in all.

    Files are found by their place (`listing`). Raises nothing for anything found there.
    """
    folder = Folder(root)
    found = listed(folder)
    items: list[Source] = []
    findings: list[Finding] = [*found.findings]
    if not any(path.casefold() == layout.REPOSITORY for path in (*found.paths, *_places(findings))):
        findings.append(
            Finding(
                "L101",
                Location(layout.REPOSITORY),
                "there is no helmwright.yaml here",
                "run the command in a repository, name one with -C, or make one with helmwright init",
            )
        )
    size = 0
    for number, path in enumerate(found.paths, start=1):
        content = _read(folder, path)
        size += len(content) if isinstance(content, bytes) else 0
        result = _source(path, content) if isinstance(content, bytes) else content
        if isinstance(result, Source):
            result, unread = with_files(result, folder)
            findings += unread
            size += sum(map(len, contents(result)))
        if number > most.value or size > most_bytes.value:
            findings.append(_too_much(path, most if number > most.value else most_bytes))
            break
        if isinstance(result, Source):
            items.append(result)
        else:
            findings += result
    return Sources(tuple(items), ordered((*findings, *_unread_beside_addons(items))), found.releases)


def _unread_beside_addons(items: Iterable[Source]) -> Iterator[Finding]:
    """The files of services in the folder of an add-on, which is an app of its own."""
    items = list(items)
    addons = {source.place.app for source in items if source.place.kind is layout.Kind.ADDON}
    for source in items:
        if source.place.app in addons and source.place.kind is not layout.Kind.ADDON:
            message = f"the app '{source.place.app}' is an add-on, which has no other descriptor"
            yield Finding("L125", Location(source.path), message, "give services an app of their own")


def _too_much(path: str, limit: Limit) -> Finding:
    message = f"up to here there are more than {limit.value:,} {limit.unit}, and the rest is not read"
    return Finding("L122", Location(path), message, "split the repository by teams or clusters")


def _places(findings: Iterable[Finding]) -> Iterator[str]:
    return (finding.location.path for finding in findings)


def _read(folder: Folder, name: str) -> bytes | list[Finding]:
    if not name.isprintable():
        message = "the file's name holds characters that cannot be shown"
        return [Finding("L117", Location(ascii(name)[1:-1]), message, "rename it")]
    if layout.place(name) is None:
        return _unread(name)
    try:
        return folder.head(name, DESCRIPTOR_BYTES.value + 1)
    except UnreadableError as error:
        return [finding(error)]


def _source(name: str, content: bytes) -> Source | list[Finding]:
    place, document = layout.place(name), descriptor.read(content)
    if isinstance(document, tuple):
        flaws = [
            Finding(flaw.code, Location(name, flaw.line, flaw.column), flaw.message, flaw.hint)
            for flaw in document
        ]
        return [*withheld(flaws, secrets(content.decode(errors="replace")))]
    return Source(name, place, document) if place else []


def _unread(path: str) -> list[Finding]:
    """YAML that looks like a descriptor and is none, so that nobody believes it to be deployed."""
    here = Location(path)
    if path.endswith(".yml") and layout.place(path.removesuffix(".yml") + layout.SUFFIX):
        return [Finding("L113", here, "the file ends in .yml and is not read", "rename it to .yaml")]
    right = layout.service("<app>", "<service>"), layout.environment("<environment>")
    hint = f"descriptors are {' and '.join(right)}"
    return [Finding("L116", here, "no descriptor belongs here, and the file is not read", hint)]
