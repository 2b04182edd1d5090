"""From the source to the section with the table of values in a chart's README."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chartwright.docs.fields import Field, dotted, fields
from chartwright.values.source import Source
from helmwright.charts.files import ChartFileError, decoded

README = "README.md"
_BEGIN, _END = "<!-- values: begin, generated from {} -->", "<!-- values: end -->"
_BEGINS = re.compile(r"<!-- values: begin\b")


def has_section(readme: bytes) -> bool:
    """Whether the README has the section, or one mark of it."""
    text = readme.decode(errors="replace")
    return "<!-- values: begin" in text or _END in text


def described(readme: bytes, source: Source, origin: str) -> bytes:
    """The README with the section as it has to be: in its place, or at the end. All else stays as it is.

    `origin` is what the table is generated from. Raises ChartFileError when one of the marks is missing.
    """
    text = decoded(README, readme)
    begin = _BEGIN.format(origin)
    section = f"{begin}\n\n{_tables(source)}\n{_END}"
    if not has_section(readme):
        return f"{text.rstrip()}\n\n## Values\n\n{section}\n".encode()
    first = _BEGINS.search(text)
    end = text.find(_END, first.end()) if first else -1
    if first is None or end < 0:
        raise ChartFileError(README, f"there is no pair of {begin} and {_END}")
    return f"{text[: first.start()]}{section}{text[end + len(_END) :]}".encode()


def _tables(source: Source) -> str:
    return "\n".join(line for line in _lines(source))


def _lines(source: Source) -> Iterator[str]:
    for section, listed in fields(source):
        if len(source.sections) > 1:
            yield f"### {section.title}\n"
        yield "| value | type | default | |"
        yield "|---|---|---|---|"
        yield from map(_row, listed)
        yield ""


def _row(field: Field) -> str:
    kind = f"{field.type}, required" if field.required else field.type
    default = f"`{field.default}`" if _is_literal(field.default) else field.default
    text = field.description
    if field.like:
        text += f" Fields as in `{dotted(field.like)}`."
    if field.examples:
        text += f" Example: {', '.join(f'`{example}`' for example in field.examples)}."
    return f"| `{field.name}` | {kind} | {_cell(default)} | {_cell(text)} |"


def _is_literal(default: str) -> bool:
    return bool(default) and " " not in default and "`" not in default


def _cell(text: str) -> str:
    """Text that stays in its cell, and is none of the marks."""
    return text.replace("|", "\\|").replace("\n", " ").replace("<!--", "&lt;!--")
