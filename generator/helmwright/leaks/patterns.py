"""Patterns compiled when a text first needs them: all together would take longer than reading a small repository."""

from __future__ import annotations

import re
from functools import cache


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, compiled once; it says its flags itself, as `(?x)`."""
    return re.compile(pattern)
