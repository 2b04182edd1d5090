"""Changes as a unified diff, in the form git prints, for people to read."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from helmwright.report.hunks import hunks
from helmwright.report.terminal import Style, paint, visible
from helmwright.tree import Change

_LINE_STYLES = {"@": Style.CYAN, "+": Style.GREEN, "-": Style.RED}


def unified_diff(changes: Iterable[Change], *, color: bool = False) -> str:
    """Every change in the order given; of binary files, which are those with a NUL, only that they differ.

    Unprintable characters and bytes that are not UTF-8 are spelled out, so the diff of a file that
    has them is not a patch.
    """
    return "".join(f"{line}\n" for change in changes for line in _file_lines(change, color))


def _file_lines(change: Change, color: bool) -> Iterator[str]:
    path = visible(change.path)
    old = "/dev/null" if change.before is None else f"a/{path}"
    new = "/dev/null" if change.after is None else f"b/{path}"
    before, after = _text_lines(change.before), _text_lines(change.after)

    header = [f"diff --git a/{path} b/{path}"]
    if change.before is None:
        header.append("new file mode 100644")
    if change.after is None:
        header.append("deleted file mode 100644")
    if before is None or after is None:
        header.append(f"Binary files {old} and {new} differ")
    elif before or after:
        header += [f"--- {old}", f"+++ {new}"]
    for line in header:
        yield paint(line, Style.BOLD, color=color)

    if before is not None and after is not None:
        yield from (_hunk_line(line, color) for line in hunks(before, after))


def _text_lines(content: bytes | None) -> list[str] | None:
    """The lines with their ends, split at `\\n` alone as git does; None when the content is binary."""
    if content is None:
        return []
    if b"\0" in content:
        return None
    return io.StringIO(content.decode(errors="surrogateescape"), newline="\n").readlines()


def _hunk_line(line: str, color: bool) -> str:
    shown = "\t".join(map(visible, line.removesuffix("\n").split("\t")))
    style = _LINE_STYLES.get(line[0])
    painted = paint(shown, style, color=color) if style else shown
    return painted if line.endswith("\n") else f"{painted}\n\\ No newline at end of file"
