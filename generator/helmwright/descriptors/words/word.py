"""A row of the table of words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """Words of others, and the YAML of a service that stands for them, an example; `note` says what else matters.

    `alone` tells that they mean this as keys of a service only, since elsewhere they mean many things. Without YAML
    the note says it all.
    """

    words: str
    write: str
    note: str = ""
    alone: bool = False

    @property
    def hint(self) -> str:
        """What a finding says."""
        return "; ".join(part for part in (self.write and f"write {self.write}", self.note) if part)
