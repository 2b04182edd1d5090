"""What the cases of a chart render to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from helmwright.charts.cases import Case
from helmwright.findings import Finding, Findings, Location
from helmwright.manifests import Manifest
from helmwright.render.engine import Renderer
from helmwright.render.problems import finding
from helmwright.render.run import render
from helmwright.tree import Tree


@dataclass(frozen=True, slots=True)
class Render:
    """The objects of a case."""

    case: Case
    manifests: tuple[Manifest, ...]


def renders(
    chart: Tree, cases: Sequence[Case], renderer: Renderer, kube_version: str
) -> tuple[tuple[Render, ...], Findings]:
    """Each case with its objects, and the findings of those that Helm refuses, placed at the case's path."""
    done: list[Render] = []
    findings: list[Finding] = []
    for case in cases:
        result = render(case.request(chart, kube_version), renderer)
        if result.failures:
            findings += (finding(failure, Location(case.path)) for failure in result.failures)
        else:
            done.append(Render(case, result.manifests))
    return tuple(done), tuple(findings)
