"""What people know from Kubernetes and from values of other charts, and what a descriptor says instead.

The one table: hints about unknown keys and the page of the reference are made of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from helmwright.descriptors.words import containers, services
from helmwright.descriptors.words.word import Word

WORDS = (*containers.WORDS, *services.WORDS)
_SEPARATORS = re.compile(r"[-_]")


def _plain(word: str) -> str:
    return _SEPARATORS.sub("", word).casefold()


_TABLE: Mapping[str, Word] = {_plain(word): row for row in WORDS for word in row.words.split()}


def instead(key: str, *, alone: bool) -> str:
    """What to write in place of a key, empty when nobody knows; `alone` says that it is one of a service itself."""
    row = _TABLE.get(_plain(key))
    return row.hint if row is not None and (alone or not row.alone) else ""
