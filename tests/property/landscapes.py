"""Whole repositories as hypothesis draws them: a few apps, services that call each other, environments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from hypothesis import strategies as st
from tests import case_files
from tests.helms import started
from tests.repositories import ENVIRONMENT, IMAGE, REPOSITORY, RESOURCES, Fields, descriptor, from_sources

from helmwright import layout, resources, rules
from helmwright.charts import vendored
from helmwright.charts.package import ChartPackage
from helmwright.emit import plan
from helmwright.findings import failed
from helmwright.kubernetes.manifests import Manifest, Object
from helmwright.render.engine import RenderRequest
from helmwright.tree import Tree

APPS = {
    "ledger": ("books", "audit", "rates"),
    "mail": ("inbox", "outbox", "spam"),
    "shop": ("cart", "page", "stock"),
}
"""The apps and their services. The first service of an app runs wherever the app does."""
ENVIRONMENTS = ("dev", "prod", "staging")

_ARCHIVE = case_files.FOLDER / "valid/addons/charts/addons/widgets-1.2.0.tgz"
WIDGETS = ChartPackage("widgets", "1.2.0", _ARCHIVE.read_bytes(), "https://charts.example")
"""A chart of others, with a definition, objects of the cluster and of a namespace."""

Files = dict[str, Fields]
"""Descriptors by path."""


@dataclass(frozen=True)
class Landscape:
    """A repository, with what a test needs to know about it."""

    files: Files
    environments: tuple[str, ...]
    running: Mapping[str, frozenset[str]]
    """Where each service runs, by `app/service`."""

    @property
    def apps(self) -> list[str]:
        """The names of the apps."""
        return sorted({key.split("/")[0] for key in self.running})

    def is_apart(self, app: str) -> bool:
        """Whether each service of an app has an Application of its own."""
        return self.files[layout.app(app)].get("grouping") == "service"


@st.composite
def landscapes(draw: st.DrawFn, min_apps: int = 1) -> Landscape:
    """Repositories that the program accepts."""
    environments = tuple(sorted(draw(st.sets(st.sampled_from(ENVIRONMENTS), min_size=1))))
    apps = sorted(draw(st.sets(st.sampled_from(sorted(APPS)), min_size=min_apps)))
    files: Files = {layout.REPOSITORY: REPOSITORY}
    files |= {layout.environment(name): draw(environment_fields(name)) for name in environments}
    running: dict[str, frozenset[str]] = {}
    for app in apps:
        files[layout.app(app)] = draw(app_fields())
        for name in APPS[app][: draw(st.integers(1, len(APPS[app])))]:
            everywhere = st.just(frozenset(environments))
            somewhere = st.frozensets(st.sampled_from(environments), min_size=1)
            running[f"{app}/{name}"] = draw(everywhere if name == APPS[app][0] else somewhere)
    for service in running:
        files[layout.service(*service.split("/"))] = draw(service_fields(service, running))
    return Landscape(files, environments, running)


def environment_fields(name: str) -> st.SearchStrategy[Fields]:
    """Environments that differ in what reaches into every service and into Argo CD."""
    cluster = {**ENVIRONMENT["cluster"], "name": name}
    return st.fixed_dictionaries(
        {"cluster": st.just(cluster)},
        optional={
            "safety": st.sampled_from(["guarded", "relaxed"]),
            "exposure": st.sampled_from(
                [{"type": kind} for kind in ("NodePort", "LoadBalancer", "ClusterIP")]
            ),
            "namespacePattern": st.sampled_from(["{app}", "{environment}-{app}", "all"]),
            "quotas": st.just({"default": {"pods": "50"}}),
            "registry": st.just({"ghcr.io": "mirror.example/ghcr"}),
            "defaults": st.sampled_from([{"replicas": 2}, {"env": {"LEVEL": "debug"}}]),
        },
    )


def app_fields() -> st.SearchStrategy[Fields]:
    """Apps of two teams, some of them in one namespace."""
    return st.fixed_dictionaries(
        {"owner": st.sampled_from(["web", "shop"])},
        optional={
            "namespace": st.just("store"),
            "wave": st.integers(-5, 5),
            "grouping": st.sampled_from(["app", "service"]),
        },
    )


@st.composite
def service_fields(draw: st.DrawFn, service: str, running: Mapping[str, frozenset[str]]) -> Fields:
    """A service that every other may call, and that calls others which run wherever it does."""
    others = sorted(name for name, where in running.items() if name != service and where >= running[service])
    called = draw(st.lists(st.sampled_from(others), unique=True, max_size=2)) if others else []
    absent = frozenset().union(*running.values()) - running[service]
    tag = draw(st.sampled_from(["1.0.0", "2.0.0"]))
    return {
        "image": IMAGE,
        "resources": RESOURCES,
        "ports": {"http": 8080},
        "probes": {"readiness": {"type": "tcp"}},
        "connectsTo": called,
        "environments": {
            **dict.fromkeys(sorted(absent), False),
            min(running[service]): {"image": {"tag": tag}},
        },
        **draw(st.fixed_dictionaries({}, optional=EXTRAS)),
    }


def addon_fields() -> st.SearchStrategy[Fields]:
    """Add-ons of two teams, in namespaces of their own, of others, or of the cluster's own parts."""
    chart = {"name": WIDGETS.name, "repository": WIDGETS.repository, "version": WIDGETS.version}
    widget = {"apiVersion": "widgets.example/v1", "kind": "Widget", "metadata": {"name": "one"}}
    return st.fixed_dictionaries(
        {"owner": st.sampled_from(["web", "shop"]), "chart": st.just(chart)},
        optional={
            "namespace": st.sampled_from(["store", "kube-system"]),
            "values": st.just({"cluster": {"fromEnvironment": "cluster.name"}}),
            "instances": st.just({"one": {}, "two": {"values": {"class": "two"}}}),
            "objects": st.just({"one": widget}),
        },
    )


EXTRAS: dict[str, st.SearchStrategy[Any]] = {
    "replicas": st.sampled_from([1, 3, {"min": 2, "max": 4, "cpu": 70}]),
    "config": st.just({"app": {"env": {"MODE": "fast"}}}),
    "storage": st.just({"scratch": {"temporary": True, "mount": "/scratch"}}),
    "expose": st.just({"public": True}),
}
"""Fields of which some bring objects of a kind of their own."""


def tree(files: Files) -> Tree:
    """Everything that is generated for the descriptors, which are read in the order that they have here."""
    return planned(files)[0]


def planned(files: Files) -> tuple[Tree, list[Object]]:
    """All that is generated, and all objects of the charts, each with its environment and namespace."""
    resolved = from_sources(descriptor(path, fields) for path, fields in files.items())
    found = rules.check(resolved)
    assert not failed(found), found
    packages = {release.chart: package() if release.services else WIDGETS for release in resolved.releases}
    charts = plan.charts(resolved.releases, resolved.graphs, packages)
    manifests = {
        release.name: manifests_of(plan.request(release, charts[release.name]))
        for release in resolved.releases
    }
    generated, clashes = plan.plan(resolved.inputs, resolved.releases, charts, manifests, {})
    assert clashes == ()
    return generated, [
        {"in": (release.environment.name, release.namespace), **manifest.object}
        for release in resolved.releases
        for manifest in manifests[release.name]
    ]


@cache
def package() -> ChartPackage:
    """The service chart as it ships."""
    found = vendored.chart_package(resources.charts().parent)
    assert isinstance(found, ChartPackage)
    return found


def manifests_of(request: RenderRequest) -> tuple[Manifest, ...]:
    """What the chart renders. Most charts are the same before and after a change: they are rendered once."""
    assert not request.values
    rest = (request.kube_version, request.api_versions)
    return _rendered(request.release, request.namespace, tuple(request.chart.items()), *rest)


@lru_cache(maxsize=64)
def _rendered(
    release: str,
    namespace: str,
    files: tuple[tuple[str, bytes], ...],
    kube_version: str,
    api: tuple[str, ...],
) -> tuple[Manifest, ...]:
    result = started().render(RenderRequest(release, namespace, dict(files), kube_version, api))
    assert result.failures == ()
    return result.manifests
