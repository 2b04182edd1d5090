"""Standard input, output and error as the program wants them, whatever it was started with."""

from __future__ import annotations

import io
import os
import select
import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

STDOUT = "standard output"
"""What an OSError of the stream that `take_over` makes says it is about."""
_IN, _OUT, _ERR = range(3)
_ROOM = 32
"""Files, with pipes to other programs, that may have to be open at once. Helm's library aborts where it lacks one."""


def take_over() -> None:
    """Makes the three streams safe to use. Raises OSError, also when few more files could be opened.

    One that is closed is opened on nothing: else the next file that is opened would get its number, and the
    words meant for it. Both outputs write UTF-8 whatever the locale, and never fail at a character. What cannot
    be written to stdout is an OSError once; for stderr it is remembered, see `failure`, since no work is cut
    short because nobody reads the notes.
    """
    for number in (_IN, _OUT, _ERR):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDONLY), True)
    sys.stdin = sys.stdin or open(_IN, closefd=False, encoding="utf-8")  # noqa: SIM115
    if sys.platform == "win32":  # whose console is no file
        for stream in filter(None, (sys.stdout, sys.stderr)):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    else:
        sys.stdout, sys.stderr = _opened(_OUT), _opened(_ERR)
    _make_sure_of_room()


def failure(stream: TextIO) -> OSError | None:
    """Why something that was meant for the stream has not been written, None when all has."""
    raw = getattr(getattr(stream, "buffer", None), "raw", None)
    return raw.failure if isinstance(raw, _Output) else None


def wants_color(stream: TextIO) -> bool:
    """Whether text for this stream is painted: on a terminal that can, unless the environment says otherwise.

    NO_COLOR (https://no-color.org) and then FORCE_COLOR (https://force-color.org) decide when they are not
    empty.
    """
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return is_terminal(stream)


def is_terminal(stream: TextIO) -> bool:
    """Whether a person watches this stream on a terminal that understands control sequences."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


class _Output(io.FileIO):
    """Writes until that fails; what comes after is dropped, so that Python's last flush cannot fail again."""

    failure: OSError | None = None

    def write(self, data: ReadableBuffer, /) -> int:
        try:
            return self._written(data)
        except OSError as error:
            self.failure = error
            if self.fileno() == _OUT:
                raise OSError(error.errno, error.strerror, STDOUT) from error
            return memoryview(data).nbytes

    def _written(self, data: ReadableBuffer) -> int:
        if self.failure:
            return memoryview(data).nbytes
        written: int | None = super().write(data)
        while written is None:  # another process has made the pipe one that does not wait
            select.select([], [self], [])
            written = super().write(data)
        return written


def _opened(number: int) -> io.TextIOWrapper:
    output = _Output(number, "wb", closefd=False)
    # The program flushes what it says at once, and others write lines.
    return io.TextIOWrapper(
        io.BufferedWriter(output), encoding="utf-8", errors="backslashreplace", line_buffering=True
    )


def _make_sure_of_room() -> None:
    opened: list[int] = []
    try:
        while len(opened) < _ROOM:
            opened.append(os.dup(_IN))
    finally:
        for number in opened:
            os.close(number)
