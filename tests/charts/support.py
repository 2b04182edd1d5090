"""Renders the service chart as it is used: under aliases of an umbrella chart, by Helm in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from helmwright.archive import chart_files
from helmwright.charts.source import Source, read
from helmwright.render.engine import RenderFailure, RenderRequest
from helmwright.render.parse import parse
from helmwright.render.sdk import SdkRenderer
from helmwright.resources import charts
from helmwright.yamlio.writer import emit

Values = Mapping[str, Any]
Object = Mapping[str, Any]

FOLDER = charts() / "service"
FILES = {
    path.relative_to(FOLDER).as_posix(): path.read_bytes() for path in FOLDER.rglob("*") if path.is_file()
}
CHART = chart_files(FILES)
SOURCE: Source = read(FILES)

WORKER: dict[str, Any] = {
    "image": {"repository": "ghcr.io/acme/cart", "tag": "1.4.2"},
    "resources": {"requests": {"cpu": "50m", "memory": "64Mi"}, "limits": {"memory": "128Mi"}},
}
SERVER: dict[str, Any] = {
    **WORKER,
    "ports": {"http": {"containerPort": 8080, "servicePort": 80}},
    "probes": {"readiness": {"type": "http", "path": "/healthz"}},
}
CASES = {path.stem: path for path in sorted((Path(__file__).parent / "cases").glob("*.yaml"))}


@dataclass(frozen=True, slots=True)
class Objects:
    """What one render gave."""

    all: tuple[Object, ...]

    def __iter__(self) -> Iterator[Object]:
        return iter(self.all)

    def named(self, kind: str) -> dict[str, Object]:
        """The objects of a kind by name."""
        return {item["metadata"]["name"]: item for item in self.all if item["kind"] == kind}

    def one(self, kind: str, name: str = "cart") -> Any:
        return self.named(kind)[name]

    @property
    def names(self) -> list[tuple[str, str]]:
        return sorted((item["kind"], item["metadata"]["name"]) for item in self.all)

    @property
    def pod(self) -> Any:
        """The pod template of the Deployment `cart`."""
        return self.one("Deployment")["spec"]["template"]

    @property
    def container(self) -> Any:
        return self.pod["spec"]["containers"][0]


def case(name: str) -> dict[str, Any]:
    """The services of a case by alias, and `global`."""
    services: dict[str, Any] = yaml.safe_load(CASES[name].read_text())
    return services


def request(
    services: Values,
    *,
    chart: Mapping[str, bytes] = CHART,
    release: str = "prod-shop",
    kube_version: str = "1.34.1",
    api_versions: tuple[str, ...] = (),
    write: Callable[[Values], str] = emit,
) -> RenderRequest:
    """An umbrella chart with the service chart once per alias, its values as the generator writes them."""
    aliases = [alias for alias in services if alias != "global"]
    umbrella = {
        "apiVersion": "v2",
        "name": release,
        "version": "0.1.0",
        "dependencies": [
            {"name": "service", "version": ">=0.0.0-0", "repository": "", "alias": alias} for alias in aliases
        ],
    }
    files = {f"charts/service/{path}": content for path, content in chart.items()}
    files |= {"Chart.yaml": emit(umbrella).encode(), "values.yaml": write(services).encode()}
    return RenderRequest(release, "shop", files, kube_version, api_versions)


def render_all(services: Values, **options: Any) -> Objects:
    """Every object of an umbrella with these services by alias."""
    rendered = SdkRenderer().render(request(services, **options))
    assert not isinstance(rendered, tuple), [str(failure) for failure in rendered]
    manifests, unreadable = parse(rendered)
    assert not unreadable
    return Objects(tuple(manifest.object for manifest in manifests))


def render(values: Values, **options: Any) -> Objects:
    """Every object of the service `cart`."""
    return render_all({"cart": values}, **options)


def refused_paths(values: Values, **options: Any) -> list[str]:
    """The paths of the values of the service `cart` that the schema refuses."""
    return [failure.values_path for failure in _failures({"cart": values}, **options)]


def failure(values: Values, alias: str = "cart", **options: Any) -> str:
    """The message with which a template refuses the service."""
    (only,) = _failures({alias: values}, **options)
    return only.message


def _failures(services: Values, **options: Any) -> tuple[RenderFailure, ...]:
    rendered = SdkRenderer().render(request(services, **options))
    assert isinstance(rendered, tuple), "rendered without complaint"
    return rendered
