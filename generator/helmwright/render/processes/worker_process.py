"""One worker, seen from the process that it works for."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path

from helmwright.limits import WORKER_SECONDS
from helmwright.render.engine import RenderFailure, RenderLimits
from helmwright.render.environment import environment
from helmwright.render.helm.helm_errors import crashed, stopped, too_large
from helmwright.render.processes import frames

_LOG_BYTES = 20_000
_FROM_OUTSIDE = [-getattr(signal, name) for name in ("SIGKILL", "SIGTERM") if hasattr(signal, name)]
# Only folders that are named to it: it has neither the current folder nor PYTHONPATH to import from.
_BOOT = "import sys; sys.path += sys.argv[2:]; from helmwright.render.processes.worker import main; main()"


class Ended(Exception):  # noqa: N818
    """A worker is no more; `failure` says why."""

    def __init__(self, failure: RenderFailure) -> None:
        super().__init__(failure.message)
        self.failure = failure


class Killed(Ended):
    """Somebody else ended the worker, such as the system for want of memory: nothing is wrong with the engine."""


class Worker:
    """A process that renders with Helm's library, or with the executable `engine`. One thread at a time may ask it.

    `is_done` is true after an answer that is its last: so much is left in its memory. Raises Ended when there can be
    no process at all.
    """

    def __init__(self, engine: str, limits: RenderLimits) -> None:
        self.is_done = False
        self._limits = limits
        self._expired = False
        self._folder = tempfile.mkdtemp(prefix="helmwright-")
        self._log = Path(self._folder, "stderr")
        settings = json.dumps({"engine": engine, "folder": self._folder, "limits": astuple(limits)})
        try:
            with self._log.open("wb") as log:
                self._process = subprocess.Popen(  # noqa: S603
                    [sys.executable, "-I", "-S", "-c", _BOOT, settings, *_paths()],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=log,
                    env=environment(self._folder, limits),
                    start_new_session=True,
                )
        except OSError as error:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise Ended(RenderFailure(f"no process starts: {error}")) from error

    def wait_until_ready(self) -> None:
        """Returns as soon as it can be asked. Raises Ended when that will never be."""
        answer = self._exchange(None, (), WORKER_SECONDS.value)
        if "unusable" in answer:
            self.end()
            raise Ended(RenderFailure(answer["unusable"]))

    def ask(self, head: bytes, parts: Sequence[bytes] = ()) -> frames.Head:
        """The answer to one frame. Raises Ended when there is none within the limits."""
        return self._exchange(head, parts, self._limits.seconds)

    def end(self) -> None:
        """Ends the process, and removes what it left. May be called twice."""
        self.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what was still to be written to it
                if stream:
                    stream.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _exchange(self, head: bytes | None, parts: Sequence[bytes], seconds: float) -> frames.Head:
        asked, replies = self._process.stdin, self._process.stdout
        assert asked  # noqa: S101
        assert replies  # noqa: S101
        timer = threading.Timer(seconds, self._expire)
        timer.daemon = True
        timer.start()
        try:
            if head is not None:
                frames.write(asked, head, parts)
            answer = frames.read(replies, 2 * self._limits.output)
        except frames.TooLongError:
            self.end()
            raise Ended(too_large(self._limits)) from None
        except OSError:
            answer = None
        except BaseException:
            self.end()
            raise
        finally:
            timer.cancel()
        if answer is None or self._expired:
            raise self._ended(seconds)
        found, rest = answer
        self.is_done = rest == frames.LAST
        return found

    def _expire(self) -> None:
        self._expired = True
        self.kill()

    def kill(self) -> None:
        """Ends the process with all that it has started; from any thread."""
        if self._process.returncode is None:
            with suppress(ProcessLookupError, PermissionError):
                if sys.platform == "win32":
                    self._process.kill()
                else:
                    os.killpg(self._process.pid, signal.SIGKILL)

    def _ended(self, seconds: float) -> Ended:
        code = self._process.wait()
        log = b""
        with suppress(OSError), self._log.open("rb") as file:  # another thread may have ended and cleared all
            log = file.read(_LOG_BYTES)
        self.end()
        if self._expired:
            return Ended(stopped(f"{seconds:g} s"))
        kind = Killed if code in _FROM_OUTSIDE else Ended
        return kind(crashed(code, log.decode(errors="replace"), self._limits))


def _paths() -> list[str]:
    """Where this process imports from, but for the current folder: a repository must not bring modules of its own."""
    own = str(Path(__file__).parents[2])
    here = None
    with suppress(OSError):  # it may be gone
        here = Path.cwd()
    return [own, *(path for path in sys.path if path not in ("", own) and Path(path) != here)]
