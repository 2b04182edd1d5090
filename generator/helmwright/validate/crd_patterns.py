"""Regular expressions as both Go and ECMAScript read them."""

from __future__ import annotations

import re

# Go's spelling and one that both know, each with a named group so that escapes are passed over as a whole.
_SPELLINGS = {
    r"\A": "^",
    r"\z": "$",
    r"\PC": r"\P{C}",
    r"\pL": r"\p{L}",
    r"\pN": r"\p{N}",
    "(?P<": "(?<",
    "[:alpha:]": "a-zA-Z",
    "[:digit:]": "0-9",
    "[:alnum:]": "a-zA-Z0-9",
    "[:lower:]": "a-z",
    "[:upper:]": "A-Z",
    "[:xdigit:]": "0-9a-fA-F",
    "[:space:]": r"\s",
    "[:word:]": r"\w",
}
_KNOWN = re.compile("|".join(map(re.escape, _SPELLINGS)) + r"|\\.", re.DOTALL)
_PARTS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*(?:\]|\\?\Z)|\(\?i\)|[()]|.", re.DOTALL)
_IGNORE_CASE = "(?i)"


def portable(pattern: str) -> str:
    """The pattern in the spelling that Go's RE2 and ECMAScript share, with the same meaning.

    What has no such spelling stays as it is.
    """
    common = _KNOWN.sub(lambda match: _SPELLINGS.get(match[0], match[0]), pattern)
    return _grouped(common) if _IGNORE_CASE in common else common


def _grouped(pattern: str) -> str:
    """`(?i)`, which lasts until its group ends, as a group of its own in each alternative: `(?i:...)`."""
    out: list[str] = []
    opened = [0]
    """How many groups of ours are open in each group of the pattern's."""
    for part in _PARTS.findall(pattern):
        match part:
            case "(?i)":
                opened[-1] += 1
                out.append("(?i:")
                continue
            case "(":
                opened.append(0)
            case "|" if opened[-1]:
                out.append(")" * opened[-1] + "|" + "(?i:" * opened[-1])
                continue
            case ")" if len(opened) > 1:
                out.append(")" * opened.pop())
        out.append(part)
    return "".join(out) + ")" * opened[0]
