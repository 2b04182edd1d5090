"""Texts inside texts: base64, and the escapes of URLs and of JSON."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from urllib.parse import unquote

from helmwright.leaks.patterns import compiled

_RUNS = re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{12,}={0,2}|(?<![\w-])[\w-]{12,}={0,2}", re.ASCII)
_WRAPPED = r"[A-Za-z0-9+/_\s-]{16,}={0,2}\s*"
_ESCAPE = r"(?i)%(?:3A|40|3D|2F)"
_UNREADABLE = r"[^\t\n\r -~\u00a0-\ufffd]"
_SHORTEST = 8


def decoded(text: str) -> str | None:
    """The text that base64 of either alphabet stands for; None where it stands for something else."""
    body = text.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        content = base64.b64decode(body + "=" * (-len(body) % 4), validate=True).decode()
    except (binascii.Error, ValueError):
        return None
    return None if compiled(_UNREADABLE).search(content) else content


def inner(text: str) -> Iterator[tuple[str, str]]:
    """Every part of the text that stands for another text, and that text."""
    if "%" in text and compiled(_ESCAPE).search(text):
        yield text, unquote(text)
    if "\\n" in text or '\\"' in text:
        yield text, text.replace("\\n", "\n").replace('\\"', '"')
    if "\n" in text.strip() and compiled(_WRAPPED).fullmatch(text):
        found = decoded("".join(text.split()))
        if found is not None and len(found) >= _SHORTEST:
            yield text, found
            return
    for match in _RUNS.finditer(text):
        found = decoded(match[0])
        if found is not None and len(found) >= _SHORTEST:
            yield match[0], found
