"""What a command says about the files that it has written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from helmwright.checkout.unasked_removals import Removal
from helmwright.report.terminal import visible
from helmwright.tree import Action, Changes

_DONE = {Action.CREATE: "created", Action.UPDATE: "updated", Action.DELETE: "deleted"}


def written(changes: Changes, gone: Iterable[Removal] = ()) -> str:
    """The apps and environments that are gone, a line for each file, and how many; nothing when nothing changed."""
    if not changes:
        return ""
    counts = Counter(_DONE[change.action] for change in changes)
    lines = [visible(f"removed {removal.what}") for removal in gone]
    lines += [f"{_DONE[change.action]} {visible(change.path)}" for change in changes]
    return (
        "\n".join([*lines, ", ".join(f"{counts[word]} {word}" for word in _DONE.values() if counts[word])])
        + "\n"
    )
