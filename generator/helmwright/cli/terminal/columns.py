"""Rows of words below each other."""

from __future__ import annotations

from collections.abc import Sequence


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """A line for each row, its cells as far to the right as those above; the last cells are as wide as they are."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    padded = ([f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)] for row in rows)
    return "".join(f"{'  '.join(cells).rstrip()}\n" for cells in padded)
