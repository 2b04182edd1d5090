"""The umbrella chart of a release: everything that Argo CD reads to render an app in an environment."""

from __future__ import annotations

from helmwright import layout
from helmwright.charts.package import ChartPackage
from helmwright.checkout import mark
from helmwright.emit import chart
from helmwright.emit.objects import OBJECTS, objects
from helmwright.emit.service import values
from helmwright.model.content import Part
from helmwright.model.field import Field, plain
from helmwright.model.graph import Graph
from helmwright.model.release import Release
from helmwright.model.service import Service
from helmwright.tree import Tree
from helmwright.yamlio.writer import emit


def umbrella(release: Release, graph: Graph, package: ChartPackage) -> Tree:
    """The files of the release's umbrella chart, by their paths in the repository."""
    folder = release.folder
    head = mark.head(f"apps/{release.app.name}", release.environment.source.path)
    beside = objects(release.content.beside)
    template = {f"{folder}/{OBJECTS}": (head + beside).encode()} if beside else {}
    named = "".join(mark.names(path, digest) for path, (_, digest) in package.vendored.items())
    return {
        f"{folder}/Chart.yaml": (head + chart.chart(release, package)).encode(),
        f"{folder}/{layout.LOCK}": (head + named + chart.lock(release, package)).encode(),
        f"{folder}/values.yaml": (head + _values(release, graph)).encode(),
        **template,
        **{f"{folder}/{path}": content for path, (content, _) in package.vendored.items()},
    }


def _values(release: Release, graph: Graph) -> str:
    """values.yaml: what each part sets beyond its chart's defaults, headed by its descriptor's path."""
    return "".join(
        f"\n# {part.layers.source.path}\n" + emit(plain({part.name: values_of(part, release, graph)}))
        for part in release.content.parts
    )


def values_of(part: Part, release: Release, graph: Graph) -> Field:
    """The values of a part under its alias, each with the field that it comes from."""
    return values.values(part, release, graph) if isinstance(part, Service) else part.said
