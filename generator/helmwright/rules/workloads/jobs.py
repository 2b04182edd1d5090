"""Cron jobs and tasks: when they run, and how long they may take."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.codes.code import Code
from helmwright.findings import Finding, dotted
from helmwright.hints import did_you_mean
from helmwright.kubernetes import schedules
from helmwright.kubernetes.quantities import seconds
from helmwright.model.resolved import Resolved
from helmwright.model.service import WorkloadKind

CODES = (
    Code(
        "R820",
        "cron job that never runs",
        "The API server refuses a CronJob without a schedule that it can read, and one for the 30th of February "
        "never runs.",
        "Write minute, hour, day of the month, month and day of the week, such as 0 3 * * *, or @daily. The time zone "
        "belongs in timeZone.",
    ),
    Code(
        "R821",
        "deadline too short",
        "A Job that may take no time fails at once, the controller can miss a run that may be less than ten seconds "
        "late, and a Job that is removed as soon as it ends is gone before Argo CD has seen how it went.",
        "Let activeDeadline be at least a second, startingDeadline ten, and ttl a minute.",
    ),
    Code(
        "R827",
        "unknown time zone",
        "The API server looks the time zone up in the IANA database and refuses the CronJob when it is not there, so "
        "the whole sync fails.",
        "Write a name of the database, such as Europe/Paris or Etc/UTC.",
    ),
    Code(
        "R828",
        "nothing that would end",
        "An init container, cron job or task that says nothing of what it runs has the service's own image and runs "
        "what the service runs. That does not end: pods wait for their init container for ever, a sync for its task.",
        "Say what it runs with command or args, in an image of its own, or as a variable of env that the image knows.",
        overridable=True,
    ),
)

_LEAST = (("activeDeadline", "1s"), ("startingDeadline", "10s"), ("ttl", "1m"))


def cron_schedules(resolved: Resolved) -> Iterator[Finding]:
    """Every cron job has a schedule that the API server takes and that comes."""
    for _, service in resolved.services():
        for name, cron in service.section("crons").items():
            path = ("crons", name, "schedule")
            at = service.layers.origin(path)
            if "schedule" not in cron:
                yield Finding("R820", at, f"crons.{name} lacks a schedule", 'for example "0 3 * * *"')
            elif problem := schedules.problem(cron["schedule"]):
                yield Finding("R820", at, f"{dotted(path)} {problem}", _hint(cron["schedule"], problem))


def _hint(schedule: str, problem: str) -> str:
    zone, _, rest = schedule.partition(" ")
    key, _, name = zone.partition("=")
    if key in ("TZ", "CRON_TZ"):
        return f'write timeZone: {name} beside schedule: "{rest}"'
    if problem.startswith(schedules.NEVER):
        return "write suspend: true for one that is started by hand"
    return 'for example "0 3 * * *" or "@daily"'


def time_zones(resolved: Resolved) -> Iterator[Finding]:
    """Every cron job's time zone is one that the API server knows."""
    for _, service in resolved.services():
        for name, cron in service.section("crons").items():
            path = ("crons", name, "timeZone")
            zones = schedules.time_zones() if "timeZone" in cron else frozenset()
            if zones and cron["timeZone"] not in zones:
                message = f"{dotted(path)}, {cron['timeZone']}, is not in the IANA database"
                hint = did_you_mean(cron["timeZone"], zones, "for example Europe/Paris")
                yield Finding("R827", service.layers.origin(path), message, hint)


def times(resolved: Resolved) -> Iterator[Finding]:
    """What ends has time to, and stays for long enough to be seen."""
    for _, service in resolved.services():
        for field in ("crons", "tasks"):
            for name, job in service.section(field).items():
                for key, least in _LEAST:
                    if key in job and seconds(job[key]) < seconds(least):
                        path = (field, name, key)
                        message = f"{dotted(path)}, {job[key]}, is less than {least}"
                        yield Finding("R821", service.layers.origin(path), message, f"write {least} or more")


_SAY = ("image", "command", "args", "env", "envFrom")


def ending(resolved: Resolved) -> Iterator[Finding]:
    """What has to end is not the service's own program, unless that is all that the service runs."""
    for _, service in resolved.services():
        fields = ("crons", "tasks") if service.kind is not WorkloadKind.NONE else ()
        for field in ("initContainers", *fields):
            for name, container in sorted(service.section(field).items()):
                if not any(container.get(key) for key in _SAY):
                    message = f"{field}.{name} would run what the service runs, which does not end"
                    hint = "for example command: [/app/migrate]"
                    yield Finding("R828", service.layers.origin((field, name)), message, hint)


RULES = (cron_schedules, time_zones, times, ending)
