"""From releases to the tree of generated files, in two steps: the charts, and what must know their content.

A team's AppProject permits every kind that its releases render, so the umbrella charts are planned and
rendered before the bootstrap files are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from helmwright.charts.package import ChartPackage, ChartPin
from helmwright.emit.argocd.bootstrap import bootstrap
from helmwright.emit.aws_access import aws_access
from helmwright.emit.aws_roles import aws_roles, holders
from helmwright.emit.umbrella import umbrella
from helmwright.findings import Finding, Findings, Location, ordered
from helmwright.kubernetes.manifests import Manifest
from helmwright.model.graph import Graph
from helmwright.model.inputs import Inputs
from helmwright.model.release import Release
from helmwright.render.engine import RenderRequest
from helmwright.tree import Tree, owners_of


def charts(
    releases: Sequence[Release], graphs: Mapping[str, Graph], packages: Mapping[ChartPin, ChartPackage]
) -> Mapping[str, Tree]:
    """The umbrella chart of each release by the release's name, with paths in the repository."""
    return {
        release.name: umbrella(release, graphs[release.environment.name], packages[release.chart])
        for release in releases
    }


def request(release: Release, chart: Tree) -> RenderRequest:
    """What Argo CD asks Helm for, given the release's planned chart."""
    folder = f"{release.folder}/"
    cluster = release.environment.cluster
    return RenderRequest(
        release=release.instance,
        namespace=release.namespace,
        chart={path.removeprefix(folder): content for path, content in chart.items()},
        kube_version=cluster.kubernetes_version,
        api_versions=cluster.api_versions,
        twice=release.is_addon,
    )


def plan(
    inputs: Inputs,
    releases: Sequence[Release],
    planned_charts: Mapping[str, Tree],
    manifests: Mapping[str, Sequence[Manifest]],
    could: Mapping[str, Sequence[Manifest]],
) -> tuple[Tree, Findings]:
    """Every generated file, and a finding for each path that two owners claim.

    `manifests` are what releases render by their names, and `could` what they would render in a live cluster.
    """
    parts = [(f"the app {name}", chart) for name, chart in planned_charts.items()]
    for environment in inputs.environments.values():
        own = [release for release in releases if release.environment.name == environment.name]
        if own:
            tree = bootstrap(inputs, environment, own, manifests, could)
            found = holders(
                environment, ((release, one) for release in own for one in manifests[release.name])
            )
            aws = {**aws_access(inputs, environment), **aws_roles(environment, found)}
            parts.append((f"the environment {environment.name}", {**tree, **aws}))
    return join(parts)


def join(parts: Iterable[tuple[str, Tree]]) -> tuple[Tree, Findings]:
    """One tree of all the parts, each with its owner's name; a path with two owners is a finding."""
    parts = list(parts)
    tree = {path: content for _, part in parts for path, content in part.items()}
    findings = [
        Finding("P101", Location(path), f"{' and '.join(owners)} both plan this file", "rename one of them")
        for path, owners in owners_of(parts).items()
        if len(owners) > 1
    ]
    return tree, ordered(findings)
