"""What may reach a terminal: visible characters, and colours that we chose."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum


class Style(StrEnum):
    """A look, by its ANSI code (ECMA-48, select graphic rendition)."""

    BOLD = "1"
    DIM = "2"
    RED = "31"
    GREEN = "32"
    YELLOW = "33"
    CYAN = "36"


def paint(text: str, style: Style, *, color: bool) -> str:
    """The text in that style, or as it is when `color` is off."""
    return f"\x1b[{style}m{text}\x1b[0m" if color else text


def visible(text: str) -> str:
    r"""The text on one line with everything unprintable spelled out: `\n`, `\x1b`, `\u202e`.

    Unprintable is what `str.isprintable` says: controls, line separators, spaces other than the
    ASCII one, characters without a shape (zero width, direction marks) and lone surrogates.
    """
    return spelled(text, lambda char: char.encode("unicode_escape").decode("ascii"))


def spelled(text: str, spell: Callable[[str], str]) -> str:
    """The text with each unprintable character replaced by what `spell` makes of it."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else spell(char) for char in text)
