"""What moving from one version of a chart to another does, seen in every case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from chartwright.cases.case import NAMESPACE, Case
from chartwright.cases.renders import Engine
from chartwright.diff.impact import Effect, Impact, effects
from chartwright.diff.steady import steady
from helmwright.charts.chart import Chart
from helmwright.findings import Finding, Findings, Location, ordered
from helmwright.kubernetes.manifests import Manifest
from helmwright.kubernetes.scopes import Identity, identity
from helmwright.render.engine import RenderFailure, Result


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
            differences += _differences((old, new), case, (before, after), engine)
    names = tuple(case.name for case in cases)
    return Comparison(old, new, names, unusable, tuple(sorted(differences)))


_ACCEPTED = Effect(Impact.ADDED, reason="values that are accepted now")


def _refused(failure: RenderFailure) -> Effect:
    return Effect(Impact.BREAKING, _place(failure), f"refused: {failure.message}")


def _place(failure: RenderFailure) -> str:
    return failure.values_path or failure.source


def _differences(
    charts: tuple[Chart, Chart], case: Case, results: tuple[Result, Result], engine: Engine
) -> Sequence[Difference]:
    """What differs between two renders of a case, and not between two renders of one of the charts."""
    before, after = (_by_identity(result.manifests) for result in results)
    found = tuple(_objects(case.name, before, after))
    if not found:
        return ()
    again = [_by_identity(engine.render(chart.files, case).manifests) for chart in charts]
    return tuple(_objects(case.name, steady(before, again[0]), steady(after, again[1])))


def _objects(
    case: str, old: Mapping[Identity, Manifest], new: Mapping[Identity, Manifest]
) -> Iterator[Difference]:
    for key in sorted({*old, *new}):
        _, kind, _, name = key
        for effect in effects(old.get(key), new.get(key)):
            yield Difference(case, kind, name, effect)


def _by_identity(manifests: Sequence[Manifest]) -> dict[Identity, Manifest]:
    """What is applied to a cluster: `helm test` alone makes the hooks of that name, and Argo CD none of them."""
    return {identity(item, NAMESPACE): item for item in manifests if not _is_test(item)}


def _is_test(manifest: Manifest) -> bool:
    annotations = (manifest.object.get("metadata") or {}).get("annotations") or {}
    events = {event.strip() for event in str(annotations.get("helm.sh/hook", "")).lower().split(",")}
    return events <= {"test", "test-success"}
