"""How much of a chart its cases try: values that one of them sets, and ways through templates that a render goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chartwright.cases.case import Case
from chartwright.cases.renders import Engine
from chartwright.coverage.branches import gone
from chartwright.coverage.ways import ways
from chartwright.templates.parse import Template
from chartwright.values.leaves import covered, leaves
from chartwright.values.source import Source
from helmwright.tree import Tree


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many, and what is missing, in order."""

    total: int
    missing: tuple[str, ...]

    @property
    def reached(self) -> int:
        return self.total - len(self.missing)

    @property
    def percent(self) -> float:
        """Rounded down to a tenth, so that only all is 100."""
        return self.reached * 1000 // self.total / 10 if self.total else 100.0


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the cases reach of a chart."""

    leaves: Share
    branches: Share


def measure(
    chart: Tree,
    source: Source,
    templates: Mapping[str, Template],
    cases: Sequence[Case],
    engine: Engine,
) -> Coverage:
    """The coverage of a chart by its cases.

    `global` of a case counts like the chart's own values, if the chart says what is in it: as a whole it is Helm's.
    """
    known = leaves(source) - {"global"}
    reached = frozenset().union(*(covered(source, case.values) for case in cases))
    everything = ways(templates.values())
    taken = gone(templates, chart, cases, engine)
    missing = [str(way) for way in everything if way not in taken]
    return Coverage(Share(len(known), tuple(sorted(known - reached))), Share(len(everything), tuple(missing)))
