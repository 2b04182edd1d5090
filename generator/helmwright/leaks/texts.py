"""One text: tokens of known forms, values whose names or surroundings say that they are secret, and encodings.

docs/decisions/0027-secrets-by-our-own-table.md says why no library does this.
"""

from __future__ import annotations

from functools import lru_cache

from helmwright.leaks.encoded import inner
from helmwright.leaks.forms import forms
from helmwright.leaks.lines import lines
from helmwright.leaks.named import named
from helmwright.leaks.names import is_secret

_SHORTEST = 6
_DEEPEST = 3
"""How many layers of encoding are opened: a base64 text in a Secret in a base64 text."""


def secrets(text: str, name: str = "") -> frozenset[str]:
    """Every secret in a text that stands under a name, as it stands there and as it is meant; empty for none."""
    if name and is_secret(name, text):
        return _within(text) | {text}
    return _within(text) if len(text) >= _SHORTEST else frozenset()


@lru_cache(maxsize=8192)
def _within(text: str) -> frozenset[str]:
    return frozenset(_found(text, _DEEPEST))


def _found(text: str, depth: int) -> set[str]:
    found = {*forms(text), *named(text), *lines(text)}
    if depth:
        for part, content in inner(text):
            if within := _found(content, depth - 1):
                found |= {part, *within}
    return found
