"""Renders what is on disk, as far as it changes, and compares it with the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from helmwright import layout
from helmwright.forecast.event import Event, Fate
from helmwright.forecast.fates import Objects, fates
from helmwright.forecast.narrowing import narrowed
from helmwright.forecast.state import State, before, chart, folder, state, touched
from helmwright.kubernetes.manifests import Manifest
from helmwright.model.inputs import Environment
from helmwright.model.resolved import Resolved
from helmwright.render.engine import RenderRequest, Result
from helmwright.tree import Changes, Tree

Rendering = Callable[[Sequence[RenderRequest]], Sequence[Result]]


def orphans(
    resolved: Resolved, tree: Tree, changes: Changes, manifests: Objects, rendering: Rendering
) -> Iterator[Event]:
    """What Argo CD could no longer remove. Reads and renders only where a project permits less than before."""
    old = before(tree, changes)
    for environment, states in _narrowed(old, tree, changes):
        for event in _events(environment, resolved, states, old, changes, manifests, rendering):
            if event.fate is Fate.ORPHANED:
                yield event


def untold(tree: Tree, changes: Changes) -> Iterator[str]:
    """Where the chart was of each app that goes and has none any more, so that nothing tells what it deployed.

    Only where a project permits less than before.
    """
    old = before(tree, changes)
    for environment, (was, will) in _narrowed(old, tree, changes):
        for key, deployed in was.apps.items():
            if key not in will.apps and not deployed.parked and not chart(old, key, environment):
                yield folder(key, environment)


def _narrowed(old: Tree, tree: Tree, changes: Changes) -> Iterator[tuple[str, tuple[State, State]]]:
    for environment in touched(change for change in changes if layout.holds_project(change.path)):
        states = state(old, environment), state(tree, environment)
        if narrowed(*states):
            yield environment, states


def foretell(
    resolved: Resolved, tree: Tree, changes: Changes, manifests: Objects, rendering: Rendering
) -> Iterator[Event]:
    """All that Argo CD will do with what is there, environment by environment.

    What on disk does not render is left out, as is what an environment had that is no longer described.
    """
    old = before(tree, changes)
    both = {name: (state(old, name), state(tree, name)) for name in touched(changes)}
    for environment, states in both.items():
        yield from _events(environment, resolved, states, old, changes, manifests, rendering)
    yield from renamed(both)


def renamed(states: Mapping[str, tuple[State, State]]) -> Iterator[Event]:
    """The apps that environments have in the place of others, as clusters do whose `keepsName` goes or moves."""
    was, will = (
        {
            (app, one.cluster, one.namespace): environment
            for environment, both in states.items()
            for app, one in both[moment].apps.items()
        }
        for moment in (0, 1)
    )
    for place, environment in will.items():
        if was.get(place, environment) != environment:
            yield Event(environment, place[0], Fate.ANEW)


def _events(
    environment: str,
    resolved: Resolved,
    states: tuple[State, State],
    before: Tree,
    changes: Changes,
    manifests: Objects,
    rendering: Rendering,
) -> Iterator[Event]:
    """The events of an environment between two states, of which the files of the first are `before`."""
    old, new = states
    described = resolved.inputs.environments.get(environment)
    will = {
        release.key: manifests.get(release.name, ())
        for release in resolved.releases
        if release.environment.name == environment
    }
    was = _was(described, old, _apps(environment, changes, old, new), before, rendering) if described else {}
    yield from fates(environment, old, new, was, will)


def _apps(environment: str, changes: Changes, old: State, new: State) -> list[str]:
    """The apps, or services, whose objects are others than before, or elsewhere."""
    changed = set()
    for change in changes:
        match change.path.split("/"):
            case ["apps", app, name, inside, *_] if name == environment:
                changed |= {app, f"{app}/{inside}"}
    return [
        app
        for app, deployed in old.apps.items()
        if not deployed.parked and (app in changed or deployed != new.apps.get(app))
    ]


def _was(
    environment: Environment, old: State, apps: Sequence[str], tree: Tree, rendering: Rendering
) -> Mapping[str, tuple[Manifest, ...]]:
    """What the umbrella charts on disk render, by app."""
    cluster = environment.cluster
    results = rendering(
        [
            RenderRequest(
                release=old.apps[app].release,
                namespace=old.apps[app].namespace,
                chart=chart(tree, app, environment.name),
                kube_version=cluster.kubernetes_version,
                api_versions=cluster.api_versions,
            )
            for app in apps
        ]
    )
    return {app: result.manifests for app, result in zip(apps, results, strict=True) if not result.failures}
