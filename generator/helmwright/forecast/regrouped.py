"""Findings about apps whose objects would be deleted, or stay, because other Applications are to have them."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright import layout
from helmwright.findings import Finding, Findings, Location, in_environments, ordered
from helmwright.forecast.state import state
from helmwright.model.inputs import Inputs
from helmwright.tree import Changes, Tree


def regrouped(tree: Tree, changes: Changes, inputs: Inputs) -> Findings:
    """A finding for each app whose Applications go, with no step in between, as those of the other grouping come."""
    return ordered(in_environments(_findings(tree, changes, inputs)))


def _findings(tree: Tree, changes: Changes, inputs: Inputs) -> Iterator[tuple[Finding, str]]:
    for change in changes:
        key = layout.application_key(change.path) if change.before and change.after is None else ""
        if key:
            environment, name = layout.belongs_to(change.path)
            gone = state({change.path: change.before or b""}, environment).apps.get(key)
            if not gone or gone.parked or not _comes(tree, environment, name, apart="/" not in key):
                continue
            app = inputs.apps[name]
            if not app.regrouping:
                at = app.source.at(("grouping",)) if app.source else Location(layout.app(name))
                message = f"other Applications would have the objects of '{name}', which its own would delete or keep"
                hint = "add regrouping: true to the app, until the other Applications have them"
                yield Finding("P112", at, message, hint), environment


def _comes(tree: Tree, environment: str, app: str, *, apart: bool) -> bool:
    """Whether an app has Applications of a grouping."""
    if apart:
        folder = layout.application(environment, app, "_").rpartition("/")[0] + "/"
        return any(path.startswith(folder) for path in tree)
    return layout.application(environment, app) in tree
