"""Every code there is."""

from __future__ import annotations

from helmwright import codes, rules
from helmwright.codes.code import Code
from helmwright.live import compared

_STAGES = "LSRPDAHKCGT"
"""The letters of codes in the order of the pipeline."""

CODES: tuple[Code, ...] = tuple(
    sorted(
        (*codes.CODES, *rules.CODES, *compared.CODES),
        key=lambda code: (_STAGES.index(code.code[0]), code.code),
    )
)
"""Sorted by stage in the order of the pipeline, then by number."""
