"""Which charts of others are asked for, each once."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from helmwright.charts.package import ChartPin
from helmwright.findings import Finding, Findings, ordered


def wanted(pins: Iterable[ChartPin], names: Collection[str] = ()) -> tuple[tuple[ChartPin, ...], Findings]:
    """The first pin of each chart and version, by place, and a finding for each that names another repository.

    With `names` those of these charts alone.
    """
    first: dict[tuple[str, str], ChartPin] = {}
    findings: list[Finding] = []
    for pin in sorted(pins, key=lambda pin: (pin.location, pin.chart, pin.version)):
        if names and pin.chart not in names:
            continue
        before = first.setdefault((pin.chart, pin.version), pin)
        if before.repository != pin.repository:
            message = (
                f"{pin.chart} {pin.version} comes from {pin.repository} here, and in {before.location} from"
                f" {before.repository}"
            )
            findings.append(Finding("A207", pin.location, message, "name one repository in both"))
    return tuple(first.values()), ordered(findings)


Key = tuple[str, str]
"""The name and version of a chart, by which the lock has it."""


def key(pin: ChartPin) -> Key:
    """The key of a pin's chart."""
    return pin.chart, pin.version
