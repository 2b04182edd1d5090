"""What the cases of a chart render to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from chartwright.cases.case import RELEASE, Case
from helmwright.charts.metadata import metadata
from helmwright.findings import Finding, Findings, Location
from helmwright.kubernetes.manifests import Manifest
from helmwright.progress import Progress, quiet
from helmwright.render.engine import Renderer, Result
from helmwright.render.problems import finding
from helmwright.tree import Tree

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Engine:
    """What cases are rendered with, for which Kubernetes version, and who is told how far that is.

    `api_versions` are those of the cluster beside Kubernetes' own: `monitoring.coreos.com/v1`.
    """

    renderer: Renderer
    kube_version: str
    progress: Progress = quiet
    api_versions: tuple[str, ...] = ()

    def render(self, chart: Tree, case: Case, release: str = RELEASE, *, packed: bool = True) -> Result:
        """The objects of a case, or why there are none."""
        request = case.request(
            chart, self.kube_version, release, api_versions=self.api_versions, packed=packed
        )
        return self.renderer.render(request)

    def each(self, step: str, items: Iterable[T], total: int) -> Iterator[T]:
        """The items one after the other, telling how many of them are done in a step."""
        for done, item in enumerate(items):
            self.progress(step, done, total)
            yield item


@dataclass(frozen=True, slots=True)
class Render:
    """The objects that a case renders from the chart's own templates, each with its template's path in the chart."""

    case: Case
    objects: tuple[tuple[str, Manifest], ...]


def renders(chart: Tree, cases: Sequence[Case], engine: Engine) -> tuple[tuple[Render, ...], Findings]:
    """Each case with its objects, and the findings of those that Helm refuses, placed at the case's path."""
    done: list[Render] = []
    findings: list[Finding] = []
    for case in engine.each("rendering", cases, len(cases)):
        result = engine.render(chart, case)
        if result.failures:
            findings += (finding(failure, Location(case.path)) for failure in result.failures)
        else:
            done.append(Render(case, own_objects(chart, case, result.manifests)))
    return tuple(done), tuple(findings)


def own_objects(
    chart: Tree, case: Case, manifests: Sequence[Manifest], release: str = RELEASE
) -> tuple[tuple[str, Manifest], ...]:
    """Those that are not of a sub-chart, with the path of their template."""
    folder = f"{release}/charts/{case.alias}/" if case.alias else f"{metadata(chart).get('name')}/"
    return tuple(
        (manifest.source.removeprefix(folder), manifest)
        for manifest in manifests
        if manifest.source.startswith(f"{folder}templates/")
    )
