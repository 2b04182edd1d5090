"""What processes this one has, as Linux tells it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

ENOUGH = 60
"""Seconds within which all has happened that happens at once, on a busy machine too."""


def children(pid: int | None = None) -> set[int]:
    """The processes that a process has started and not waited for; this one's without a number."""
    found: set[int] = set()
    for task in Path(f"/proc/{pid or os.getpid()}/task").iterdir():
        with suppress(OSError):  # a thread that has ended
            found |= set(map(int, (task / "children").read_text().split()))
    return found


def is_running(pid: int) -> bool:
    """Whether there is such a process, and not only its exit code."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"
