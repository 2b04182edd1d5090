"""What is wrong with a document."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Flaw:
    """Why a document cannot be taken as it is, at a line and column that count from 1."""

    code: str
    line: int
    column: int
    message: str
    hint: str = ""
