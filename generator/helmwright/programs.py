"""Runs programs of others within limits of time, memory and output."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from helmwright.limits import PROGRAM_BYTES, PROGRAM_MEMORY, PROGRAM_SECONDS

_LOOK_SECONDS = 0.1


class UnfinishedError(Exception):
    """A program that was ended; the text says at which limit."""


@dataclass(frozen=True, slots=True)
class Done:
    """How a program ended: its exit code, negative for a signal, and what it wrote to its two streams."""

    code: int
    stdout: bytes
    stderr: bytes

    @property
    def output(self) -> str:
        """What it wrote to standard output, as text."""
        return self.stdout.decode(errors="replace")

    @property
    def errors(self) -> str:
        """What it wrote to standard error, as text."""
        return self.stderr.decode(errors="replace")


def run(
    command: Sequence[str],
    seconds: float = PROGRAM_SECONDS.value,
    most: int = PROGRAM_BYTES.value,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Done:
    """Runs a program that is asked nothing, and ends it with all that it started at a limit, or when this is cut short.

    `most` is in bytes, for each of its streams. It runs in `folder` and with the variables of `environment`, by default
    those of this process. Raises OSError when it cannot be started, and UnfinishedError.
    """
    deadline = time.monotonic() + seconds
    # Files, not pipes: whoever holds one open after the program's end keeps nobody waiting.
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        with subprocess.Popen(  # noqa: S603
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
            cwd=folder,
            env=environment,
            start_new_session=True,
        ) as process:
            try:
                _limit_memory(process.pid)
                while not _has_ended(process):
                    if time.monotonic() > deadline:
                        raise UnfinishedError(f"it took more than {seconds:g} s")
                    if max(_size(output), _size(errors)) > most:
                        break
            finally:
                _kill(process)
        if max(_size(output), _size(errors)) > most:
            raise UnfinishedError(f"it printed more than {most} bytes")
        return Done(process.returncode, _whole(output), _whole(errors))


def _has_ended(process: subprocess.Popen[bytes]) -> bool:
    with suppress(subprocess.TimeoutExpired):
        process.wait(_LOOK_SECONDS)
        return True
    return False


def _kill(process: subprocess.Popen[bytes]) -> None:
    if process.returncode is None:
        with suppress(ProcessLookupError, PermissionError):
            if sys.platform == "win32":
                process.kill()
            else:
                os.killpg(process.pid, signal.SIGKILL)


def _limit_memory(pid: int) -> None:
    if sys.platform == "linux":
        import resource  # noqa: PLC0415

        with suppress(OSError, ValueError):  # it has ended, or may have less already
            resource.prlimit(pid, resource.RLIMIT_DATA, (PROGRAM_MEMORY.value, PROGRAM_MEMORY.value))


def _size(file: IO[bytes]) -> int:
    return os.fstat(file.fileno()).st_size


def _whole(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()
