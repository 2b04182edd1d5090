"""What may be done to the files that are there: only what helmwright wrote is changed or removed.

That is a text with the mark, a file that a marked `Chart.lock` names with its digest, and one that is what belongs
there. What an archive's own bytes say counts for nothing: others make and sign it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from helmwright import layout
from helmwright.checkout.mark import is_marked, named
from helmwright.findings import Finding, Findings, Location, Severity, ordered
from helmwright.tree import Changes, Tree, diff, digest


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The changes that lead to the plan, and the files that stand in the way or apart."""

    changes: Changes
    findings: Findings


def reconcile(current: Tree, planned: Tree) -> Reconciled:
    """The difference between the generated areas and the plan, without touching files of others.

    A file of others is never changed or removed: it is an error (P102) where a generated file belongs, and (P109) in
    a folder from which Argo CD deploys, a warning (P103) elsewhere. An empty plan removes nothing (P104).
    """
    foreign = _foreign_files(current, planned)
    live = layout.synced(planned)
    findings = [_foreign(path, _in_the_way(path, planned), layout.within(path, live)) for path in foreign]
    own = {path: content for path, content in current.items() if path not in foreign}
    if own and not planned:
        findings.append(
            Finding(
                "P104",
                Location("apps"),
                f"nothing is planned, so the {len(own)} generated files are left alone",
                "remove them by hand if no service is meant to be left",
            )
        )
        return Reconciled((), ordered(findings))
    wanted = {path: content for path, content in planned.items() if path not in foreign}
    return Reconciled(diff(own, wanted), ordered(findings))


def _foreign_files(current: Tree, planned: Tree) -> frozenset[str]:
    unmarked = {
        path: content
        for path, content in current.items()
        if content != planned.get(path) and not is_marked(content)
    }
    if not unmarked:
        return frozenset()
    vendored = {
        (f"{lock.removesuffix(layout.LOCK)}{path}", named_digest)
        for lock, content in current.items()
        if lock.endswith(f"/{layout.LOCK}")
        for path, named_digest in named(content)
    }
    return frozenset(path for path, content in unmarked.items() if (path, digest(content)) not in vendored)


def _in_the_way(path: str, planned: Tree) -> bool:
    """Whether a generated file belongs at the path, or where a folder leads to it."""
    parts = path.split("/")
    return any("/".join(parts[: length + 1]) in planned for length in range(len(parts)))


def _foreign(path: str, in_the_way: bool, folder: str) -> Finding:
    """The finding about a file of others, `folder` being what Argo CD deploys from, if it lies in that."""
    if in_the_way:
        return Finding(
            "P102",
            Location(path),
            "a file that helmwright did not write stands where a generated file belongs",
            "move it away; if it was generated and then edited, remove it and generate again",
        )
    if folder:
        message = (
            f"a file that helmwright did not write lies in {folder}, which Argo CD deploys from unchecked"
        )
        return Finding("P109", Location(path), message, f"move it out of {folder}, or remove it")
    return Finding(
        "P103",
        Location(path),
        "a file that helmwright did not write lies among generated files",
        "move it elsewhere; it is left alone",
        Severity.WARNING,
    )


def unshared(ignored: Collection[str], planned: Tree) -> Findings:
    """A finding for every generated file that git ignores."""
    return ordered(
        Finding(
            "P110",
            Location(path),
            "git ignores the file, so it is in no commit and Argo CD does not get it",
            "git check-ignore -v names the line that ignores it; take that back, or commit the file with git add -f",
        )
        for path in planned.keys() & ignored
    )


def drift(changes: Changes) -> Findings:
    """A finding for every generated file that is not as planned."""
    words = {"create": "is missing", "update": "is out of date", "delete": "is no longer wanted"}
    return ordered(
        Finding("D101", Location(change.path), f"the file {words[change.action]}", "run helmwright generate")
        for change in changes
    )
