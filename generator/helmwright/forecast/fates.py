"""What becomes of each object and each app of an environment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from helmwright.forecast.event import Event, Fate
from helmwright.forecast.narrowing import last
from helmwright.forecast.state import Deployed, Permissions, State
from helmwright.forecast.updates import updated
from helmwright.kubernetes.app_projects import refusal
from helmwright.kubernetes.manifests import Manifest
from helmwright.kubernetes.scopes import identity, is_cluster_scoped

SYNC_OPTIONS = "argocd.argoproj.io/sync-options"
Objects = Mapping[str, Sequence[Manifest]]
"""What is rendered of each app."""


@dataclass(frozen=True, slots=True)
class _Change:
    """An environment from one state to another."""

    environment: str
    old: State
    new: State


def fates(environment: str, old: State, new: State, was: Objects, will: Objects) -> Iterator[Event]:
    """The events of an environment's change, app by app; of an app that is not in `was` no objects are known."""
    change = _Change(environment, old, new)
    for app, deployed in old.apps.items():
        successor = new.apps.get(app)
        if successor is None:
            yield from _gone(change, app, deployed, was.get(app, ()))
        elif successor.parked:
            if not deployed.parked:
                yield Event(environment, app, Fate.HANDED_OVER)
                yield from _changed(change, app, (deployed, successor), was.get(app, ()), _others(app, will))
        elif successor.cluster != deployed.cluster:
            yield Event(environment, app, Fate.ELSEWHERE)
        else:
            yield from _changed(change, app, (deployed, successor), was.get(app, ()), will.get(app, ()))
    for name, namespace in old.namespaces.items():
        if name not in new.namespaces and new.apps:
            yield Event(environment, "", _fate(namespace), namespace)


def _others(app: str, will: Objects) -> Sequence[Manifest]:
    """What all Applications of the app render."""
    name = app.partition("/")[0]
    return [item for key, items in will.items() if key.partition("/")[0] == name for item in items]


def _changed(
    change: _Change,
    app: str,
    deployed: tuple[Deployed, Deployed],
    was: Sequence[Manifest],
    will: Sequence[Manifest],
) -> Iterator[Event]:
    """The events of an app that stays."""
    old, successor = deployed
    after = {identity(manifest, successor.namespace): manifest for manifest in will}
    permitted = change.new.projects.get(successor.project, {})
    for manifest in was:
        found = after.get(identity(manifest, old.namespace))
        if found is None:
            event = _loss(change, app, deployed, permitted, manifest)
            if (
                manifest.kind != "Job" or event.fate is not Fate.REMOVED
            ):  # a changed task is a Job of another name
                yield event
            continue
        for fate in updated(manifest, found):
            yield Event(change.environment, app, fate, manifest)


def _gone(change: _Change, app: str, deployed: Deployed, was: Sequence[Manifest]) -> Iterator[Event]:
    """The events of an app that is no longer there. Its project goes after it, if it goes; no account waits for it."""
    if deployed.parked:
        yield Event(change.environment, app, _fate(deployed.parked), deployed.parked)
        return
    if not deployed.relaxed or not change.new.apps:
        yield Event(change.environment, app, Fate.RUNS_ON)
        return
    yield Event(change.environment, app, Fate.REMOVED)
    permitted = last(change.old, change.new, deployed.project)
    for manifest in was:
        event = _loss(change, app, (deployed, deployed), permitted, manifest)
        if event.fate is not Fate.REMOVED:
            yield event


def _loss(
    change: _Change, app: str, deployed: tuple[Deployed, Deployed], permitted: Permissions, manifest: Manifest
) -> Event:
    """What becomes of an object that an app no longer has, as far as what is `permitted` lets it go.

    Whether a kind of others has a namespace is not known, so the project permitted it in one and outside.
    """
    old, owner = deployed
    where = manifest.namespace or old.namespace
    before = change.old.projects.get(old.project, {})
    scoped = is_cluster_scoped(manifest.group, manifest.kind)
    places = [
        place for place in ("" if scoped else where, "") if not refusal(before, old.cluster, place, manifest)
    ]
    goes = where in change.old.namespaces and where not in change.new.namespaces and owner.relaxed
    fate, reason = Fate.KEPT if owner.parked else _fate(manifest), ""
    if goes and "" not in places:
        fate = Fate.REMOVED  # with its Namespace
    elif fate is not Fate.KEPT:
        refusals = (refusal(permitted, owner.cluster, place, manifest) for place in places)
        reason = next(filter(None, refusals), "")
        fate = Fate.ORPHANED if reason else fate
    return Event(change.environment, app, fate, manifest, owner.project, reason, where)


def is_kept(manifest: Manifest) -> bool:
    """Whether an object says that a sync leaves it there."""
    return _fate(manifest) is Fate.KEPT


def _fate(manifest: Manifest) -> Fate:
    """What a sync does with an object that is no longer wanted and that it may remove."""
    annotations = (manifest.object.get("metadata") or {}).get("annotations") or {}
    options = str(annotations.get(SYNC_OPTIONS, "")).replace(" ", "").split(",")
    if "Prune=false" in options:
        return Fate.KEPT
    return Fate.WAITS if "Prune=confirm" in options else Fate.REMOVED
