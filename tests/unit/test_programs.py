"""A program of others comes back within limits, or not at all."""

from __future__ import annotations

import sys
import time

import pytest
from tests.processes import ENOUGH, children

from helmwright.programs import Done, UnfinishedError, run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the programs here are shell scripts")


def test_what_it_says_and_how_it_ends() -> None:
    assert run(["sh", "-c", "echo a; echo b >&2; exit 3"]) == Done(3, b"a\n", b"b\n")
    assert run(["sh", "-c", "cat"]) == Done(0, b"", b"")
    with pytest.raises(FileNotFoundError):
        run(["/nowhere/program"])


@pytest.mark.parametrize(
    ("script", "seconds", "reason"),
    [
        ("sleep 600 & sleep 600", 0.5, "it took more than 0.5 s"),
        ("while :; do :; done", 0.5, "it took more than 0.5 s"),
        ("yes", ENOUGH, "it printed more than 1000 bytes"),
        ("yes >&2", ENOUGH, "it printed more than 1000 bytes"),
        ("head -c 2000 /dev/zero; sleep 600", ENOUGH, "it printed more than 1000 bytes"),
    ],
)
def test_it_is_ended_with_all_that_it_started(script: str, seconds: float, reason: str) -> None:
    before, started = children(), time.monotonic()
    with pytest.raises(UnfinishedError, match=reason):
        run(["sh", "-c", script], seconds=seconds, most=1000)
    assert time.monotonic() - started < ENOUGH
    assert children() <= before


def test_what_it_leaves_running_keeps_nobody_waiting() -> None:
    started = time.monotonic()
    assert run(["sh", "-c", "sleep 90 & echo a"]).output == "a\n"
    assert time.monotonic() - started < ENOUGH


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited as Linux limits it")
def test_its_memory_is_limited() -> None:
    program = "import time; time.sleep(0.3); a = bytearray(5 * 1024**3)"
    assert "MemoryError" in run([sys.executable, "-c", program]).errors
