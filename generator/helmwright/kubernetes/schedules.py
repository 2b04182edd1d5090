"""Schedules of CronJobs, as the API server reads them.

It takes five fields or a descriptor, and refuses a time zone in them: `ParseStandard` of
https://github.com/robfig/cron/tree/v3.0.1, called by `validateScheduleFormat` in Kubernetes' validation of batch.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from zoneinfo import available_timezones

DESCRIPTORS = {
    "@annually": "0 0 1 1 *",
    "@daily": "0 0 * * *",
    "@hourly": "0 * * * *",
    "@midnight": "0 0 * * *",
    "@monthly": "0 0 1 * *",
    "@weekly": "0 0 * * 0",
    "@yearly": "0 0 1 1 *",
}
"""The words for schedules, and what each stands for."""


@dataclass(frozen=True, slots=True)
class _Field:
    """One of the five: its name, its least and its greatest value, and the words for values."""

    name: str
    least: int
    most: int
    words: Mapping[str, int]


def _words(text: str, first: int) -> Mapping[str, int]:
    return {word: number for number, word in enumerate(text.split(), first)}


NEVER = "never comes"
"""What is said first of a schedule that is right and has no day."""
_FIELDS = (
    _Field("minute", 0, 59, {}),
    _Field("hour", 0, 23, {}),
    _Field("day of the month", 1, 31, {}),
    _Field("month", 1, 12, _words("jan feb mar apr may jun jul aug sep oct nov dec", 1)),
    _Field("day of the week", 0, 6, _words("sun mon tue wed thu fri sat", 0)),
)
_ANY = re.compile(r"[*?](/0*1)?")
_DAYS = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}


@cache
def time_zones() -> frozenset[str]:
    """The names of the IANA database, as this machine has it; empty where it has none.

    The API server has its own copy: `validateTimeZone` in Kubernetes' validation of batch.
    """
    return frozenset(available_timezones())


def problem(schedule: str) -> str:
    """What is wrong with a schedule, as the rest of a sentence about it; empty when it is one that runs."""
    if schedule.startswith("@"):
        return "" if schedule in DESCRIPTORS else "is none of the words for a schedule"
    parts = schedule.split()
    if len(parts) != len(_FIELDS):
        return f"has {len(parts)} fields, and a schedule has {len(_FIELDS)}"
    values: list[frozenset[int]] = []
    for field, text in zip(_FIELDS, parts, strict=True):
        found = _values(field, text)
        if found is None:
            return f"has the {field.name} '{text}', which is not made of {field.least} to {field.most}"
        values.append(found)
    _, _, days, months, _ = values
    # With a day of the week as well, either day will do.
    any_weekday = any(map(_ANY.fullmatch, parts[4].split(",")))
    if any_weekday and all(min(days) > _DAYS.get(month, 31) for month in months):
        return f"{NEVER}: no such month has such a day"
    return ""


_DAY = 24 * 60
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def longest_pause(schedule: str) -> int:
    """The most minutes from one time that a schedule comes to the next, of one that runs.

    A year has 365 days here, and after 7 of them each day was each day of the week. What comes on 29 February alone
    comes every fourth year.
    """
    parts = DESCRIPTORS.get(schedule, schedule).split()
    minutes, hours, days, months, weekdays = (
        _values(field, text) or frozenset() for field, text in zip(_FIELDS, parts, strict=True)
    )
    any_day, any_weekday = (any(map(_ANY.fullmatch, parts[index].split(","))) for index in (2, 4))
    one_will_do = not any_day and not any_weekday
    found = [
        index
        for index, (month, day) in enumerate(_calendar(7))
        if month in months and (any if one_will_do else all)((day in days, index % 7 in weekdays))
    ]
    if not found:
        return 4 * 365 * _DAY
    times = sorted(hour * 60 + minute for hour in hours for minute in minutes)
    apart = max(later - earlier for earlier, later in pairwise((*found, found[0] + 7 * 365)))
    within = max((later - earlier for earlier, later in pairwise(times)), default=0)
    return max(within, apart * _DAY - times[-1] + times[0])


def _calendar(years: int) -> Iterator[tuple[int, int]]:
    for _ in range(years):
        for month, length in enumerate(_LENGTHS, 1):
            yield from ((month, day) for day in range(1, length + 1))


def _values(field: _Field, text: str) -> frozenset[int] | None:
    """The numbers that a field's text stands for, None when it stands for none."""
    found: set[int] = set()
    for part in text.split(","):
        numbers = _range(field, part)
        if numbers is None:
            return None
        found.update(numbers)
    return frozenset(found)


def _range(field: _Field, text: str) -> range | None:
    span, slash, step = text.partition("/")
    low, dash, high = span.partition("-")
    if low in ("*", "?") and not dash:
        first, last = field.least, field.most
    else:
        start = _number(field, low)
        end = _number(field, high) if dash else field.most if slash else start
        if start is None or end is None:
            return None
        first, last = start, end
    if slash and not (_is_number(step) and int(step) > 0):
        return None
    in_bounds = all(lower <= upper for lower, upper in pairwise((field.least, first, last, field.most)))
    return range(first, last + 1, int(step) if slash else 1) if in_bounds else None


def _number(field: _Field, text: str) -> int | None:
    if _is_number(text):
        return int(text)
    return field.words.get(text.lower())


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 4
