"""When Argo CD may sync."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helmwright.codes.code import Code
from helmwright.findings import Finding, Severity
from helmwright.hints import did_you_mean
from helmwright.kubernetes import schedules
from helmwright.kubernetes.schedules import time_zones
from helmwright.model.resolved import Resolved

CODES = (
    Code(
        "R980",
        "schedule of a sync window",
        "Argo CD cannot read the schedule and refuses every sync of the project, or the window never opens.",
        "Write five fields, minute, hour, day of the month, month and day of the week, or a word such as @daily.",
    ),
    Code(
        "R981",
        "unknown time zone of a sync window",
        "Argo CD does not know the zone, and refuses every sync of the project.",
        "Write a name of the IANA database, such as Europe/Paris, or leave it out for UTC.",
        overridable=True,
    ),
    Code(
        "R982",
        "sync window that is never open",
        "A window without a length allows nothing and denies nothing.",
        "Say how long it is open: 2h, or 1h30m.",
    ),
    Code(
        "R983",
        "sync window that never closes",
        "The window opens again before it has closed, always. Where it denies, nothing is ever deployed again; "
        "where it allows, it says nothing.",
        "Shorten the duration, or let the schedule come more rarely. To stop an app, see the page on calls.",
    ),
    Code(
        "R984",
        "sync window of no app",
        "The window is about an app that does not run in the environment, most often a misspelt one, and the app that "
        "was meant is deployed at any time.",
        "Correct the name, or remove it.",
        Severity.WARNING,
        overridable=True,
    ),
)

_PARTS = re.compile(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?")


def windows(resolved: Resolved) -> Iterator[Finding]:
    """Every window opens and closes, about apps that run there."""
    for environment in resolved.inputs.environments.values():
        known = {one.app.name for one in resolved.releases if one.environment.name == environment.name}
        for index, said in enumerate(environment.sync_windows):
            path = ("syncWindows", index)
            seconds = _seconds(said["duration"])
            schedule = said["schedule"]
            if problem := schedules.problem(schedule):
                at = environment.source.at((*path, "schedule"))
                yield Finding("R980", at, f"'{schedule}' {problem}", _hint(problem))
            elif not seconds:
                at = environment.source.at((*path, "duration"))
                yield Finding("R982", at, f"the window is open for {said['duration']}")
            elif seconds >= (pause := schedules.longest_pause(schedule) * 60):
                at = environment.source.at((*path, "duration"))
                message = (
                    f"the window is open for {said['duration']}, and opens again within {pause // 60} minutes"
                )
                yield Finding("R983", at, message, "shorten it, or let it come more rarely")
            zone = said.get("timeZone", "UTC")
            if time_zones() and zone not in time_zones():
                at = environment.source.at((*path, "timeZone"))
                hint = did_you_mean(zone, time_zones(), "for example Europe/Paris")
                yield Finding("R981", at, f"there is no time zone '{zone}'", hint)
            for position, name in enumerate(said.get("apps", ())):
                if name not in known:
                    at = environment.source.at((*path, "apps", position))
                    hint = did_you_mean(name, known, "remove it")
                    yield Finding("R984", at, f"no app '{name}' runs here", hint)


def _hint(problem: str) -> str:
    return "" if problem.startswith(schedules.NEVER) else 'for example "0 18 * * fri"'


def _seconds(duration: str) -> int:
    found = _PARTS.fullmatch(duration)
    hours, minutes, seconds = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds


RULES = (windows,)
