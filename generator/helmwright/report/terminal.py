"""What may reach a terminal: visible characters, and colours that we chose."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum

_COMMAND = re.compile(r"^\s*:(?=:)|#(?=#\w*\[)")
"""How a command begins that CI systems take from a log: `::` as the first of a line, `##[` and `##vso[` anywhere.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions, with the older form that its runner
takes still, and https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands.
"""


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
    ASCII one, characters without a shape (zero width, direction marks) and lone surrogates. So is the first
    character of what a CI system would take for a command to itself.
    """
    return spelled(text, _spell)


def spelled(text: str, spell: Callable[[str], str]) -> str:
    """The text with what `visible` spells out replaced by what `spell` makes of each such character."""
    if not text.isprintable():
        text = "".join(char if char.isprintable() else spell(char) for char in text)
    return _COMMAND.sub(lambda found: found[0][:-1] + spell(found[0][-1]), text)


def _spell(char: str) -> str:
    return f"\\x{ord(char):02x}" if char.isprintable() else char.encode("unicode_escape").decode("ascii")
