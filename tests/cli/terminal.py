"""Runs programs as a person at a terminal does."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from collections.abc import Mapping

HELMWRIGHT = (sys.executable, "-m", "helmwright")
CTRL_C, CTRL_D = "\x03", "\x04"
PATIENCE = {CTRL_C: 10.0, CTRL_D: 1.0}
"""Seconds until a person types it again. The third Ctrl-C ends the program at once, however busy it is; a Ctrl-D more
changes nothing.
"""
MOST_SILENCE = 100.0
"""After as many seconds a program that says nothing is ended, so that its test fails instead of hanging."""

CURSOR = "\x1b[?12l\x1b[?25h"
"""Shows the cursor again, as a prompt does whenever it is let go of: before or after the last words."""


def on_a_terminal(*arguments: str, typed: str = "", env: Mapping[str, str] | None = None) -> tuple[str, int]:
    """What is seen on the terminal, and the exit code. Typing begins when there is something to see."""
    terminal, inside = pty.openpty()
    process = subprocess.Popen(
        arguments,
        stdin=inside,
        stdout=inside,
        stderr=inside,
        env={**os.environ, "TERM": "xterm", **(env or {})},
        preexec_fn=_take_over,  # noqa: PLW1509  # the tests have no threads
    )
    os.close(inside)
    seen = _read(terminal)
    os.write(terminal, typed.encode())
    patience = PATIENCE.get(typed[-1:], MOST_SILENCE)
    silence = 0.0
    while True:
        if not select.select([terminal], [], [], patience)[0]:
            silence += patience
            if silence >= MOST_SILENCE:
                process.kill()
            elif typed.endswith((CTRL_C, CTRL_D)):
                # Python loses one that comes between its prompt and its waiting for keys; a person types it again.
                os.write(terminal, typed.encode())
        elif part := _read(terminal):
            seen += part
        else:
            break
    os.close(terminal)
    return seen.decode().replace("\r\n", "\n"), process.wait()


def _take_over() -> None:
    """Makes the terminal the one that Ctrl-C is typed at."""
    os.setsid()
    os.close(os.open(os.ttyname(0), os.O_RDWR))


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # what Linux says when nobody is at the other end any more
        return b""
