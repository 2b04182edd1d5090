"""The reference page of limits."""

from __future__ import annotations

from helmwright import limits
from helmwright.catalog import CODES


def limits_page() -> str:
    """Every limit, and the finding that says it was met."""
    lines = [
        "# Limits",
        "",
        "What is read, unpacked, rendered and run is taken for hostile, so each of these has a most. A limit that",
        "is met is a finding; the rest goes on where it can.",
        "",
        "| each | has at most | else |",
        "|---|---|---|",
        *(f"| {limit.of} | {limit.value:,} {limit.unit} | {_link(limit.code)} |" for limit in limits.table()),
        "",
    ]
    return "\n".join(lines)


def _link(code: str) -> str:
    titles = {known.code: known.title for known in CODES}
    return f"{code}: [{titles[code]}](findings.md)" if code else ""
