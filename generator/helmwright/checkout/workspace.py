"""The generated files on disk, as they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from helmwright import layout
from helmwright.checkout.mark import is_marked
from helmwright.disk import Folder, Kind, UnreadableError
from helmwright.findings import Finding, Findings, Location, ordered
from helmwright.limits import GENERATED_BYTES
from helmwright.tree import Tree

ARCHIVE = ".tgz"
_START = 64 * 1024


def read(root: Path) -> tuple[Tree, Findings]:
    """Every file in the generated areas by its path, and what cannot be read there.

    Of a file that is not helmwright's only the beginning is read. One that is larger than any generated file is not
    helmwright's, whatever it says, and counts as empty.
    """
    folder = Folder(root)
    tree: dict[str, bytes] = {}
    findings: list[Finding] = []
    for path, kind in _files(folder, findings):
        if kind is Kind.LINK:
            message = "a link stands among generated files, and nothing is written through a link"
            findings.append(Finding("P105", Location(path), message, "remove it"))
        elif kind is Kind.OTHER:
            findings.append(Finding("P105", Location(path), "this is not a file", "remove it"))
        else:
            try:
                tree[path] = _content(folder, path)
            except UnreadableError as error:
                findings.append(Finding("P105", Location(path), error.reason, error.hint))
    return dict(sorted(tree.items())), ordered(findings)


def _files(folder: Folder, findings: list[Finding]) -> Iterator[tuple[str, Kind]]:
    """What is no folder in the generated areas, and links on the way there. No link is followed."""
    waiting = [""]
    while waiting:
        parent = waiting.pop()
        try:
            names = folder.list(parent)
        except UnreadableError as error:
            findings.append(Finding("P105", Location(parent or "."), error.reason, error.hint))
            continue
        for name, kind in names.items():
            path = f"{parent}/{name}" if parent else name
            leads_on = layout.leads_to_generated(path)
            if name == ".git":  # an app may be a submodule
                continue
            if kind is Kind.FOLDER:
                waiting += [path] if leads_on else []
            elif layout.is_generated(path) or (kind is Kind.LINK and leads_on and not _is_file(folder, path)):
                yield path, kind


def _is_file(folder: Folder, path: str) -> bool:
    try:
        return folder.kind(path) is Kind.FILE
    except UnreadableError:
        return False


def _content(folder: Folder, path: str) -> bytes:
    start = folder.head(path, _START)
    if len(start) < _START or not (is_marked(start) or path.endswith(ARCHIVE)):
        return start
    whole = folder.head(path, GENERATED_BYTES.value + 1)
    return whole if len(whole) <= GENERATED_BYTES.value else b""
