"""Names that one descriptor uses and another one declares."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.findings import Finding
from helmwright.hints import did_you_mean
from helmwright.load import Source
from helmwright.model.resolved import Resolved


def environments(resolved: Resolved) -> Iterator[Finding]:
    """Every environment that an app or a service names exists."""
    known = resolved.inputs.environments
    described = (app.source for app in resolved.inputs.apps.values())
    sources: list[Source] = [source for source in described if source is not None]
    for source in (*sources, *(service.source for service in resolved.inputs.services)):
        for name in source.data.get("environments", {}):
            if name not in known:
                at = source.at(("environments", name), key=True)
                yield Finding("R101", at, f"there is no environment '{name}'", did_you_mean(name, known))
