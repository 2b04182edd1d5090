"""What Argo CD will do, for people to read."""

from __future__ import annotations

from collections.abc import Iterable

from helmwright.findings import listed, shortened
from helmwright.forecast.event import Event, Fate
from helmwright.report.terminal import Style, paint, visible

_QUIET = (Fate.RESTARTED, Fate.KEPT)
"""What is no loss."""


def told(events: Iterable[Event], *, color: bool = False) -> str:
    """A line for each app and fate with its objects; empty where nothing becomes of what is there."""
    lines: dict[tuple[str, str, Fate], list[str]] = {}
    for event in events:
        key = (event.environment, event.app or "namespaces", event.fate)
        lines.setdefault(key, []).append(str(event.manifest or f"all of {event.app}"))
    text = "".join(_line(*key, what, color) for key, what in lines.items())
    return f"\nArgo CD then\n{text}" if text else ""


def _line(environment: str, app: str, fate: Fate, what: list[str], color: bool) -> str:
    style = Style.CYAN if fate in _QUIET else Style.YELLOW
    names = listed(shortened(what) if fate is Fate.RESTARTED else what)
    return f"  {visible(f'{environment} {app}')}: {paint(fate.value, style, color=color)} {visible(names)}\n"
