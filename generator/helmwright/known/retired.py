"""Charts and images that nobody keeps any more, or that moved, with what to use instead."""

from __future__ import annotations

from dataclasses import dataclass

from helmwright.yamlio.documents import documents


@dataclass(frozen=True, slots=True)
class Retired:
    """A chart by name, from one repository where `repository` says which, or an image by a part of its path.

    `since` is a month as `2026-03`; `instead` and `why` are words for people, `source` is who says so.
    """

    since: str
    why: str
    instead: str
    source: str
    chart: str = ""
    repository: str = ""
    image: str = ""


def retired(content: bytes) -> tuple[Retired, ...]:
    """What the data file holds, in its order. Raises TypeError where it has another shape."""
    (rows,) = documents(content.decode())
    return tuple(Retired(**row) for row in rows)
