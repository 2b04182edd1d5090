"""What the operating system keeps a worker to, where it can: more of it on Linux than elsewhere."""

from __future__ import annotations

import os
import sys

if sys.platform != "win32":
    import resource

_SPARE_SECONDS = 5
_SIZES = "/proc/self/statm"


def memory() -> int:
    """The bytes of memory that this process has of its own; 0 where there is no telling."""
    if sys.platform != "linux":
        return 0
    with open(_SIZES, encoding="ascii") as sizes:  # noqa: PTH123
        *_, data, _ = sizes.read().split()
    return int(data) * resource.getpagesize()


def allow(seconds: float, bytes_: int) -> None:
    """Lets this process, and each that it starts, have so much more of time and memory than now, then ends it.

    Whoever waits for it ends it sooner. That it ends by itself is for when nobody waits any more, and it is within a
    function that keeps the interpreter from hearing so: then by its time on all processors. It leaves no core file.
    """
    if sys.platform == "win32":
        return
    _limit(resource.RLIMIT_CORE, 0)
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    _limit(resource.RLIMIT_CPU, int(used + (seconds + _SPARE_SECONDS) * (os.cpu_count() or 1)))
    if sys.platform == "linux":  # elsewhere the limit is no limit to what is mapped
        _limit(resource.RLIMIT_DATA, memory() + bytes_)


def _limit(which: int, most: int) -> None:
    _, hard = resource.getrlimit(which)
    resource.setrlimit(which, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
