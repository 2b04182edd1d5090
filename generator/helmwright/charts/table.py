"""From the source to the table of values in a chart's README."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.charts.fields import Field, dotted, fields
from helmwright.charts.source import Source, SourceError

BEGIN, END = "<!-- values: begin, generated from schema/ -->", "<!-- values: end -->"


def spliced(readme: bytes, source: Source) -> bytes:
    """The README with the table between its two marks. Raises SourceError when a mark is missing."""
    head, begin, rest = readme.decode().partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not (begin and end):
        raise SourceError("README.md", f"there is no {BEGIN} and {END}")
    return f"{head}{begin}\n\n{_tables(source)}\n{end}{tail}".encode()


def _tables(source: Source) -> str:
    return "\n".join(line for line in _lines(source))


def _lines(source: Source) -> Iterator[str]:
    for section, listed in fields(source):
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
    return text.replace("|", "\\|").replace("\n", " ")
