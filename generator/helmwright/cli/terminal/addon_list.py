"""Which add-ons a repository runs where, and which others are known, as a table and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import fill
from typing import Any

from helmwright.cli.terminal.columns import aligned
from helmwright.known.entry import Entry
from helmwright.model.resolved import Resolved
from helmwright.report.json import dump
from helmwright.report.terminal import visible

_WIDTH = 100


def as_text(resolved: Resolved, known: Sequence[Entry]) -> str:
    """An add-on in each line: its app, its chart, and the environments that it runs in with their versions."""
    rows = [
        (row["app"], row["chart"], ", ".join(_runs(row["environments"])) or "runs nowhere")
        for row in _rows(resolved)
    ]
    others = ", ".join(entry.name for entry in _others(resolved, known))
    more = fill(f"known, and not here: {others}", _WIDTH, break_on_hyphens=False) if others else ""
    return aligned([tuple(map(visible, row)) for row in rows]) + (f"{more}\n" if more else "")


def as_json(resolved: Resolved, known: Sequence[Entry]) -> str:
    """The same, with what the others are for."""
    others = [{"name": entry.name, "summary": entry.summary} for entry in _others(resolved, known)]
    return dump({"addons": [*_rows(resolved)], "known": others})


def _runs(environments: Mapping[str, str]) -> Iterator[str]:
    """Each environment with the version there, of a chart of the repository's own without one."""
    return (f"{name} {version}".rstrip() for name, version in environments.items())


def _rows(resolved: Resolved) -> Iterator[dict[str, Any]]:
    for addon in resolved.inputs.addons:
        releases = (release for release in resolved.releases if release.app.name == addon.app)
        yield {
            "app": addon.app,
            "chart": addon.pin.chart,
            "environments": {release.environment.name: release.chart.version for release in releases},
        }


def _others(resolved: Resolved, known: Iterable[Entry]) -> Iterator[Entry]:
    here = {addon.pin.chart for addon in resolved.inputs.addons}
    return (entry for entry in known if entry.chart not in here)
