"""Whom an Application waits for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from helmwright.findings import listed, shortened
from helmwright.live.application import Application

_WAITING = re.compile(r"waiting for (?P<why>[a-z ]+) [^/ ]*/(?P<kind>[^/ ]+)/(?P<name>\S+)(?P<more>.*)")
"""How Argo CD says what a sync waits for (gitops-engine's pkg/sync/sync_context.go): `waiting for healthy state of
apps/Deployment/cart and 2 more resources`."""
_CAUSE = re.compile(r"(?:[^/:, ]*/)?(?P<kind>[^/:, ]+):(?:[^/:, ]*/)?(?P<name>[^, ]+)")
_MORE = re.compile(r"\d+ more$")
"""How it says what an Application's health comes from (its controller/health.go): `Caused by
apps/Deployment:shop/cart, Service:shop/cart and 2 more`."""


class Who(StrEnum):
    """Somebody, or something, that has to do the next step."""

    PERSON = "person"
    ARGO_CD = "Argo CD"
    WORKLOAD = "workload"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Who has to do what before an Application is as it should be."""

    who: Who
    what: str


def waiting(application: Application) -> Waiting | None:
    """Whom an Application waits for, None when all is done; the cause before what follows from it."""
    if application.is_deleted:
        return _deleting(application)
    if application.errors:
        return Waiting(Who.PERSON, f"{application.errors[0].type}: {application.errors[0].message}")
    if application.phase in ("Running", "Terminating"):
        return _syncing(application)
    if application.is_parked:
        return _parked(application)
    if application.sync == "OutOfSync" and not application.is_automated:
        return Waiting(Who.PERSON, "its syncs are switched off")
    if application.phase in ("Failed", "Error") and application.sync != "Synced":
        return Waiting(Who.PERSON, f"the last sync failed: {application.message}")
    if application.sync == "OutOfSync":
        return Waiting(Who.ARGO_CD, "the next sync")
    return _unhealthy(application) or _left(application) or _unseen(application)


def _parked(application: Application) -> Waiting:
    if application.resources or not application.sync:
        left = listed(shortened(map(str, application.resources))) if application.resources else "what it has"
        return Waiting(Who.ARGO_CD, f"others to take over {left}")
    return Waiting(Who.PERSON, "it has nothing any more: take regrouping out of the app")


def _deleting(application: Application) -> Waiting:
    guarded = [str(item) for item in application.resources if item.is_guarded]
    if guarded and not application.is_approved:
        return Waiting(Who.PERSON, f"confirm the deletion of {listed(shortened(guarded))}")
    return Waiting(Who.ARGO_CD, "its deletion")


def _syncing(application: Application) -> Waiting:
    if found := _WAITING.fullmatch(application.message):
        what = f"{found['kind']} {found['name']}{found['more']}"
        if found["why"].startswith("pruning confirmation"):
            return Waiting(Who.PERSON, f"confirm the removal of {what}")
        return Waiting(Who.WORKLOAD, f"{found['why']} {what}")
    if "etrying" in application.message:
        return Waiting(
            Who.PERSON, f"the sync fails, and is tried again: {_caused(application) or application.message}"
        )
    return Waiting(Who.ARGO_CD, application.message or "the sync")


def _unhealthy(application: Application) -> Waiting | None:
    cause = _caused(application)
    match application.health:
        case "Progressing" | "Missing":
            return Waiting(Who.WORKLOAD, cause or application.health)
        case "Suspended" | "Degraded":
            return Waiting(Who.PERSON, f"{application.health}: {cause}" if cause else application.health)
    return None


def _caused(application: Application) -> str:
    """The objects that an Application's health comes from, empty where Argo CD does not say it."""
    causes = application.health_message.partition("Caused by ")[2]
    named = [f"{kind} {name}" for kind, name in _CAUSE.findall(causes)]
    return listed([*named, *_MORE.findall(causes)]) if named else ""


def _left(application: Application) -> Waiting | None:
    left = shortened(map(str, application.left))
    return Waiting(Who.PERSON, f"remove what is left: {listed(left)}") if left else None


def _unseen(application: Application) -> Waiting | None:
    """Argo CD has not looked at it yet, or cannot tell."""
    is_seen = (application.sync, application.health) == ("Synced", "Healthy")
    return None if is_seen else Waiting(Who.ARGO_CD, "a look at it")
