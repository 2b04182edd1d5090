"""Standard output and error as the program wants them."""

from __future__ import annotations

import io
import os
import sys
from typing import TextIO


def use_utf8() -> None:
    """Makes both streams write UTF-8 whatever the locale, and never fail at a character."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


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
