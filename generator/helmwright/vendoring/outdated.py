"""The newest versions of the charts of others."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from helmwright.charts.package import ChartPin
from helmwright.charts.versions import Step, parsed, precedence, step
from helmwright.findings import Finding, Findings, ordered
from helmwright.progress import Progress, quiet
from helmwright.vendoring import sources
from helmwright.vendoring.asking import answers
from helmwright.vendoring.index import Index
from helmwright.vendoring.problems import finding
from helmwright.vendoring.wanted import wanted


@dataclass(frozen=True, slots=True)
class Newest:
    """A chart that is asked for, and the newest version that its repository has: its own where there is none newer."""

    pin: ChartPin
    version: str

    @property
    def step(self) -> Step:
        """How far it is from the version that is asked for."""
        return step(self.pin.version, self.version)


def outdated(
    pins: Collection[ChartPin], names: Collection[str] = (), progress: Progress = quiet
) -> tuple[tuple[Newest, ...], Findings]:
    """The newest version of each chart, by name, and a finding for each whose repository does not say.

    A pre-release counts only for a chart that is one already.
    """
    asked, conflicts = wanted(pins, names)
    found: list[Newest] = []
    findings: list[Finding] = []
    for pin, newest in answers(_newest, asked, "asking", progress).items():
        if isinstance(newest, Exception):
            findings.append(finding(pin, newest))
        else:
            found.append(Newest(pin, newest))
    rows = sorted(found, key=lambda row: (row.pin.chart, precedence(row.pin.version)))
    return tuple(rows), ordered((*conflicts, *findings))


def _newest(pin: ChartPin, index: Index) -> str:
    early = parsed(pin.version).prerelease is not None
    found = (one for one in sources.versions(pin, index) if early or parsed(one).prerelease is None)
    return max((pin.version, *found), key=precedence)
