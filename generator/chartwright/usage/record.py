"""What is known about values at the end."""

from __future__ import annotations

from dataclasses import dataclass, field

from chartwright.usage.atoms import (
    Atom,
    Given,
    Items,
    Path,
    Root,
    Table,
    Value,
    entries,
    parts,
)
from helmwright.charts.files import ChartFileError
from helmwright.limits import USAGE_STEPS


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a template: its path in the chart, and the offset."""

    path: str
    at: int


@dataclass(slots=True)
class Usage:
    """What the templates do with values."""

    reads: dict[Place, set[Path]] = field(default_factory=dict)
    """The paths that are asked for at each place."""
    uses: dict[Path, bool] = field(default_factory=dict)
    """The paths that matter to a result, and whether as a whole."""
    selecting: dict[Path, bool] = field(default_factory=dict)
    """Those of them that may have a say in a selector."""
    writes: set[Path] = field(default_factory=set)
    """The paths that templates set themselves."""
    everything: bool = False
    """Whether all values go where they cannot be followed: into a `tpl` text, a template that is not defined."""
    unknown: dict[Place, str] = field(default_factory=dict)
    """The names of templates that are included and not defined."""
    steps: int = 0
    """How much has been followed."""

    def step(self, value: Value, place: Place) -> None:
        """Counts a value that was come by at the place. Raises ChartFileError when there is no end of them."""
        self.steps += 1 + len(parts(value))
        if self.steps > USAGE_STEPS.value:
            raise ChartFileError(
                place.path,
                f"following values through the templates takes more than {USAGE_STEPS.value:,} steps",
            )

    def use(self, value: Value, *, whole: bool, selecting: bool = False) -> None:
        """Writes down that the value matters, and to a selector; what a template made is used with its entries."""
        pending = list(parts(value) if whole else value)
        seen: set[Atom] = set()
        while pending:
            atom = pending.pop()
            if isinstance(atom, Given):
                for uses in (self.uses, self.selecting) if selecting else (self.uses,):
                    uses[atom.path] = uses.get(atom.path, False) or whole
            elif isinstance(atom, Root):
                self.everything = self.everything or whole
            elif whole and atom not in seen:
                seen.add(atom)
                if isinstance(atom, Items | Table):
                    pending += parts(entries(frozenset({atom})))
