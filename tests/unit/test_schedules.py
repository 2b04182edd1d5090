"""Schedules: what the API server takes, and whether it ever comes."""

from __future__ import annotations

import pytest

from helmwright.kubernetes.schedules import DESCRIPTORS, longest_pause, problem


@pytest.mark.parametrize(
    "schedule",
    [
        *DESCRIPTORS,
        "0 3 * * *",
        "*/15 0-6,22 1,15 JAN-mar mon-Fri",
        "5/10 ? ? * ?",
        "59 23 31 12 6",
        "00 03 * * 0",
        "0 0 29 2 *",
        "0 0 30 1-2 *",
        "0 0 31 2 mon",
        "0 0 31 2 */2",
        "0  3 * *\t*",
    ],
)
def test_a_schedule(schedule: str) -> None:
    assert problem(schedule) == ""


@pytest.mark.parametrize(
    ("schedule", "wrong"),
    [
        ("", "has 0 fields, and a schedule has 5"),
        ("0 3 * *", "has 4 fields, and a schedule has 5"),
        ("0 0 3 * * *", "has 6 fields, and a schedule has 5"),
        ("TZ=UTC 0 3 * * *", "has 6 fields, and a schedule has 5"),
        ("@reboot", "is none of the words for a schedule"),
        ("60 * * * *", "has the minute '60', which is not made of 0 to 59"),
        ("* 24 * * *", "has the hour '24', which is not made of 0 to 23"),
        ("* * 0 * *", "has the day of the month '0', which is not made of 1 to 31"),
        ("* * * 13 *", "has the month '13', which is not made of 1 to 12"),
        ("* * * * 7", "has the day of the week '7', which is not made of 0 to 6"),
        ("* * * mon *", "has the month 'mon', which is not made of 1 to 12"),
        ("5-1 * * * *", "has the minute '5-1', which is not made of 0 to 59"),
        ("*/0 * * * *", "has the minute '*/0', which is not made of 0 to 59"),
        ("*/x * * * *", "has the minute '*/x', which is not made of 0 to 59"),
        ("*-5 * * * *", "has the minute '*-5', which is not made of 0 to 59"),
        ("1- * * * *", "has the minute '1-', which is not made of 0 to 59"),
        ("1, * * * *", "has the minute '1,', which is not made of 0 to 59"),
        ("٣ * * * *", "has the minute '٣', which is not made of 0 to 59"),
        ("0 0 30 2 *", "never comes: no such month has such a day"),
        ("0 0 30 2 */01", "never comes: no such month has such a day"),
        ("0 0 31 feb,apr mon,?", "never comes: no such month has such a day"),
    ],
)
def test_no_schedule(schedule: str, wrong: str) -> None:
    assert problem(schedule) == wrong


@pytest.mark.parametrize(
    ("schedule", "minutes"),
    [
        ("* * * * *", 1),
        ("@hourly", 60),
        ("0 9-17 * * 1-5", 64 * 60),
        ("0 18 * * fri", 7 * 24 * 60),
        ("0 0 13 * fri", 7 * 24 * 60),
        ("0 0 1 * *", 31 * 24 * 60),
        ("0 0 29 2 *", 4 * 365 * 24 * 60),
    ],
)
def test_the_longest_pause_of_a_schedule(schedule: str, minutes: int) -> None:
    assert longest_pause(schedule) == minutes
