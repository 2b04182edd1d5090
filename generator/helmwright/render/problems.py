"""Render failures as findings."""

from __future__ import annotations

from helmwright.findings import Finding, Location
from helmwright.render.engine import RenderFailure

_WHOLE = "copy what is referred to into the schema, and refer to it there: #/definitions/name"


def finding(failure: RenderFailure, location: Location, hint: str = "") -> Finding:
    """The finding for a failure, at the descriptor line that caused it; the hint is for refused values."""
    if failure.code:
        return Finding(failure.code, location, failure.message)
    if failure.values_path:
        return Finding("H101", location, f"{failure.values_path}: {failure.message}", hint)
    if failure.source:
        place = f"{failure.source}:{failure.line}" if failure.line else failure.source
        return Finding("H102", location, failure.message, f"rendered by {place}")
    if failure.schema:
        return Finding("H104", location, failure.message, _WHOLE)
    return Finding("H103", location, failure.message)
