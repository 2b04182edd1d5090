"""What moving from one version of a chart to another does, seen in every case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from chartwright.cases.case import NAMESPACE, Case
from chartwright.cases.renders import Engine
from chartwright.diff.impact import Effect, Impact, effects
from helmwright.charts.chart import Chart
from helmwright.findings import Finding, Findings, Location, ordered
from helmwright.kubernetes.manifests import Manifest
from helmwright.kubernetes.scopes import identity
from helmwright.render.engine import RenderFailure


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """One effect on one object in one case; without an object it is about the case's values."""

    case: str
    kind: str
    name: str
    effect: Effect


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs between two charts, and the cases that showed it."""

    old: Chart
    new: Chart
    cases: tuple[str, ...]
    unusable: Mapping[str, tuple[RenderFailure, ...]]
    """Cases that neither version renders, with what the new one says."""
    differences: tuple[Difference, ...]

    @property
    def impact(self) -> Impact:
        """The greatest impact of all."""
        return max((found.effect.impact for found in self.differences), default=Impact.NOTHING)

    def useless(self, chart: str) -> Findings:
        """A finding for each reason why a case of the chart in `chart` compares nothing."""
        return ordered(
            Finding(
                "C207", Location(chart), f"{case}: {failure.values_path or failure.source}: {failure.message}"
            )
            for case, failures in self.unusable.items()
            for failure in failures
        )


def compare(old: Chart, new: Chart, cases: Sequence[Case], engine: Engine) -> Comparison:
    """Renders every case with both versions.

    Values that the old version took and the new one refuses are breaking; what only the new one takes is an
    addition.
    """
    differences: list[Difference] = []
    unusable: dict[str, tuple[RenderFailure, ...]] = {}
    for case in engine.each("rendering", cases, len(cases)):
        before, after = (engine.render(chart.files, case) for chart in (old, new))
        if before.failures and after.failures:
            unusable[case.name] = after.failures
        elif after.failures:
            differences += (Difference(case.name, "", "", _refused(failure)) for failure in after.failures)
        elif before.failures:
            differences.append(Difference(case.name, "", "", _ACCEPTED))
        else:
            differences += _objects(case.name, before.manifests, after.manifests)
    names = tuple(case.name for case in cases)
    return Comparison(old, new, names, unusable, tuple(sorted(differences)))


_ACCEPTED = Effect(Impact.ADDED, reason="values that are accepted now")


def _refused(failure: RenderFailure) -> Effect:
    return Effect(Impact.BREAKING, _place(failure), f"refused: {failure.message}")


def _place(failure: RenderFailure) -> str:
    return failure.values_path or failure.source


def _objects(case: str, before: Sequence[Manifest], after: Sequence[Manifest]) -> Iterator[Difference]:
    old, new = _by_identity(before), _by_identity(after)
    for key in sorted({*old, *new}):
        _, kind, _, name = key
        for effect in effects(old.get(key), new.get(key)):
            yield Difference(case, kind, name, effect)


def _by_identity(manifests: Sequence[Manifest]) -> dict[tuple[str, str, str, str], Manifest]:
    return {identity(item, NAMESPACE): item for item in manifests}
