"""Programs that run as long as a block: each with a log of its own, and stopped however the block ends."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path

from tests.executables import required

PATIENCE = 60
"""Seconds within which a program has started, on a busy machine too."""


class Programs(ExitStack):
    """Starts programs, which write what they say to `<name>.log` in the folder. The last one stops first."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def start(
        self, name: str, options: str, environment: Mapping[str, str] | None = None, program: str = ""
    ) -> None:
        """Starts the program of that name, or another one under that name."""
        log = self.enter_context((self.folder / f"{name}.log").open("wb"))
        command = [required(program or name), *options.split()]
        # Go keeps what a large definition took once: an API server three times of what it needs.
        variables = {**(environment or os.environ), "GOMEMLIMIT": "1GiB"}
        process = subprocess.Popen(command, stdout=log, stderr=log, env=variables, cwd=self.folder)
        self.callback(_stop, process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def free_ports(count: int) -> list[int]:
    """Ports of this machine that nothing listens on now."""
    with ExitStack() as stack:
        found = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [item.getsockname()[1] for item in found]


def comes(happened: Callable[[], object], seconds: float = PATIENCE) -> bool:
    """Whether something happens within some seconds."""
    end = time.monotonic() + seconds
    while not (found := happened()) and time.monotonic() < end:
        time.sleep(0.1)
    return bool(found)


def wait(
    happened: Callable[[], object], otherwise: Callable[[], str] | str, seconds: float = PATIENCE
) -> None:
    """Waits until something has happened. Raises TimeoutError with what is said otherwise."""
    if not comes(happened, seconds):
        raise TimeoutError(otherwise if isinstance(otherwise, str) else otherwise())
