"""What a plan takes away from clusters, and whether somebody asked for it.

A broken checkout must never read as a wish. A descriptor that git's index has and the disk has not may be one that
was never checked out, as in a sparse checkout, or one that was lost; only what is gone from the index too was
removed by somebody: by git rm, git mv or a commit. What git cannot say, it does not say yes to.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from helmwright import layout
from helmwright.findings import Finding, Findings, Location, listed, ordered
from helmwright.limits import REMOVED_SHARE
from helmwright.tree import Action, Changes, Tree

_HINT = (
    "restore what is missing; if it is meant, use git rm, answer yes at a terminal, or pass --allow-removals"
)


@dataclass(frozen=True, slots=True)
class Index:
    """What git tracks where descriptors are: the paths of files, and of submodules."""

    files: tuple[str, ...]
    submodules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Removal:
    """An app or an environment that goes, or many files. `causes` are where its descriptors are or were."""

    code: str
    place: str
    what: str
    causes: tuple[str, ...]

    def may_come_from(self, path: str) -> bool:
        """Whether a descriptor or submodule that is missing would explain it."""
        return any(f"{path}/".startswith(cause) or cause.startswith(f"{path}/") for cause in self.causes)


def removals(changes: Changes, planned: Tree, present: Collection[str]) -> tuple[Removal, ...]:
    """What the changes take away: environments first, then apps, the own chart, and files when they are many.

    An old file with a new one beside it, as an archive of another version, is replaced and not removed, and so is one
    with a new one of its name a folder deeper or less deep, as those of an app that changes its grouping. `present` are
    the descriptors, and the repository's own chart when there is one.
    """
    gone = [layout.belongs_to(change.path) for change in changes if change.action is Action.DELETE]
    left = {layout.belongs_to(path) for path in planned}
    environments = {environment for environment, _ in gone} - {environment for environment, _ in left}
    pairs = {(environment, app) for environment, app in gone if app} - left
    return (
        *_environments(environments, pairs),
        *_apps(environments, pairs),
        *_chart(changes, present),
        *_files(changes, planned, pairs),
    )


def _environments(environments: set[str], pairs: set[tuple[str, str]]) -> Iterator[Removal]:
    for name in sorted(environments):
        apps = sorted(app for environment, app in pairs if environment == name)
        files = map(layout.environment, _may_describe(name))
        causes = (*(f"{file}/" for file in files), *(f"{layout.APPS}/{app}/" for app in apps))
        yield Removal("P107", layout.environment(name), f"the environment {name}", causes)


def _may_describe(name: str) -> Iterator[str]:
    """The environments that may have a cluster of this name: `a-b-c` is c of `a-b`, or b-c of `a`."""
    parts = name.split("-")
    return ("-".join(parts[:count]) for count in range(len(parts), 0, -1))


def _apps(environments: set[str], pairs: set[tuple[str, str]]) -> Iterator[Removal]:
    for app in sorted({app for environment, app in pairs if environment not in environments}):
        places = sorted(
            environment for environment, name in pairs if name == app and environment not in environments
        )
        folder = f"{layout.APPS}/{app}"
        yield Removal("P107", folder, f"the app {app} from {listed(places)}", (f"{folder}/",))


def _chart(changes: Changes, present: Collection[str]) -> Iterator[Removal]:
    """The repository's own chart, when another takes its place in what is generated."""
    folder = layout.chart(layout.SERVICE_CHART)
    url = layout.url(folder).removeprefix("file://").encode()  # however deep the umbrella chart is
    if layout.OWN_CHART not in present and any(
        change.after and url in (change.before or b"") for change in changes
    ):
        yield Removal(
            "P107", folder, "the repository's own service chart from all that it renders", (f"{folder}/",)
        )


def _files(changes: Changes, planned: Tree, pairs: set[tuple[str, str]]) -> Iterator[Removal]:
    new = [change.path for change in changes if change.action is Action.CREATE]
    created = {_folder(path) for path in new}
    moved = {(owner, name, depth + step) for owner, name, depth in map(_at, new) for step in (-1, 1)}
    deleted = [change.path for change in changes if change.action is Action.DELETE]
    taken = pairs | {(environment, "") for environment, _ in pairs}  # with what its environment has for it
    count = sum(
        not (_folder(path) in created or layout.belongs_to(path) in taken or _at(path) in moved)
        for path in deleted
    )
    now = len(planned) + len(deleted) - sum(change.action is Action.CREATE for change in changes)
    if count * 100 > now * REMOVED_SHARE.value:
        causes = (f"{layout.APPS}/", f"{layout.ENVIRONMENTS}/")
        yield Removal("P108", layout.APPS, f"{count} of {now} generated files", causes)


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _at(path: str) -> tuple[tuple[str, str], str, int]:
    """Whose a file is, what it is called, and how deep it lies."""
    return layout.belongs_to(path), path.rpartition("/")[2], path.count("/")


def unasked(found: Collection[Removal], index: Index | str, present: Collection[str]) -> Findings:
    """A finding for each removal that nobody asked for, as far as git can say.

    `index` is git's, or why there is none; `present` is what `removals` was told.
    """
    if isinstance(index, str):
        return ordered(_finding(removal, index) for removal in found)
    lost = [
        *(
            path
            for path in index.files
            if (layout.place(path) or path == layout.OWN_CHART) and path not in present
        ),
        *(path for path in index.submodules if not any(one.startswith(f"{path}/") for one in present)),
    ]
    return ordered(
        _finding(removal, f"git has {causes[0]}, which is not here")
        for removal in found
        if (causes := sorted(path for path in lost if removal.may_come_from(path)))
    )


def _finding(removal: Removal, reason: str) -> Finding:
    message = f"this would remove {removal.what}, and git does not show that it is meant: {reason}"
    return Finding(removal.code, Location(removal.place), message, _HINT)
