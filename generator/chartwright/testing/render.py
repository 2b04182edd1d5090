"""Renders the chart under test the way it is deployed: under an alias of an umbrella chart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypedDict, Unpack

from chartwright.cases.umbrella import umbrella
from chartwright.testing.chart import Chart
from chartwright.testing.manifests import Manifests
from chartwright.testing.resource import Resource
from helmwright import resources
from helmwright.render.engine import Renderer, RenderFailure, RenderRequest
from helmwright.validate.embedded import EmbeddedValidator
from helmwright.validate.validator import Validator

Values = Mapping[str, Any]


class Options(TypedDict, total=False):
    """What one call may say other than the fixture: fields of `Render`."""

    alias: str
    release: str
    namespace: str
    kube_version: str
    api_versions: tuple[str, ...]


def _validator() -> Validator:
    return EmbeddedValidator((resources.schemas() / "crds",))


@dataclass(frozen=True)
class Render:
    """Renders a chart with values, by one Helm engine and for one Kubernetes version.

    Release and namespace are those of `helm template` unless told. `alias` is the chart's name in its umbrella
    chart, its own name when left out. `api_versions` are what a cluster knows beyond Helm's own list.
    """

    chart: Chart
    engine: Renderer
    alias: str = ""
    release: str = "release-name"
    namespace: str = "default"
    kube_version: str = "1.34"
    api_versions: tuple[str, ...] = ()
    validator: Validator = field(default_factory=_validator, repr=False)

    def __call__(self, values: Values | None = None, **options: Unpack[Options]) -> Manifests:
        """The objects of the chart with these values over its own.

        Raises AssertionError, with every reason, when Helm refuses them.
        """
        __tracebackhide__ = True
        other = replace(self, **options)
        return other.all({other._name: values or {}})

    def all(self, services: Values, **options: Unpack[Options]) -> Manifests:
        """The objects of one umbrella chart that has the chart once for each alias.

        `services` are values by alias, and may hold `global` ones. Raises AssertionError as a call does.
        """
        __tracebackhide__ = True
        other = replace(self, **options)
        result = other.engine.render(other.request(services))
        if result.failures:
            raise AssertionError(f"the chart does not render: {told(result.failures)}")
        found = tuple(Resource(manifest.object) for manifest in result.manifests)
        return Manifests(found, other.kube_version, other.validator)

    def failures(self, values: Values | None = None, **options: Unpack[Options]) -> tuple[RenderFailure, ...]:
        """Every reason why these values are refused. Raises AssertionError when they are not."""
        __tracebackhide__ = True
        other = replace(self, **options)
        result = other.engine.render(other.request({other._name: values or {}}))
        if not result.failures:
            made = ", ".join(str(manifest) for manifest in result.manifests)
            raise AssertionError(f"the values are not refused, they render to: {made or 'nothing'}")
        return result.failures

    def failure(self, values: Values | None = None, **options: Unpack[Options]) -> str:
        """The text of the refusal, a line for each reason: the same for every Helm engine.

        What the chart's schema refuses has the path in front, `cart.replicaCount: got string, want integer`;
        what a template refuses with `fail` is its message.
        """
        __tracebackhide__ = True
        return told(self.failures(values, **options))

    def refused_paths(self, values: Values | None = None, **options: Unpack[Options]) -> list[str]:
        """The path of every value that the chart's schema refuses: `cart.replicaCount`."""
        __tracebackhide__ = True
        return [failure.values_path for failure in self.failures(values, **options)]

    def request(self, services: Values) -> RenderRequest:
        """The umbrella chart of these services, for whoever hands it to an engine himself."""
        chart = self.chart
        files, beside = umbrella(self.release, chart.name, chart.version, chart.vendored, services)
        return RenderRequest(
            self.release, self.namespace, files, self.kube_version, self.api_versions, beside
        )

    @property
    def _name(self) -> str:
        return self.alias or self.chart.name


def told(failures: tuple[RenderFailure, ...]) -> str:
    """Reasons as text, a line for each, with the path in front of what a schema refuses."""
    return "\n".join(
        f"{failure.values_path}: {failure.message}" if failure.values_path else failure.message
        for failure in failures
    )
