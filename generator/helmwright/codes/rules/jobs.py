"""Codes of pods that end: cron jobs and tasks."""

from __future__ import annotations

from helmwright.codes.code import Code

JOBS = (
    Code(
        "R820",
        "cron job that never runs",
        "The API server refuses a CronJob without a schedule that it can read, and one for the 30th of February "
        "never runs.",
        "Write minute, hour, day of the month, month and day of the week, such as 0 3 * * *, or @daily. The time zone "
        "belongs into timeZone.",
    ),
    Code(
        "R821",
        "time that leaves none",
        "A Job that may take no time fails at once, the controller can miss a run that may be less than ten seconds "
        "late, and a Job that is removed as soon as it ends is gone before Argo CD has seen how it went.",
        "Let activeDeadline be at least a second, startingDeadline ten, and ttl a minute.",
    ),
    Code(
        "R822",
        "task that would run again and again",
        "A task with the sync is an object in Git like others. When its time to live removes it, Argo CD finds it "
        "missing, makes it again, and so runs it again.",
        "Remove ttl, or let the task run before or after the sync.",
    ),
)
