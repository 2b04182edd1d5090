"""What a release deploys may have another form than services: somebody else's chart with values, defined here.

Nothing but this test knows that form, and every part of the program that takes releases takes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest
import yaml
from tests.repositories import repository

from helmwright import layout, rules
from helmwright.charts.package import ChartPackage, ChartPin
from helmwright.emit import plan
from helmwright.findings import Location
from helmwright.kubernetes.manifests import Manifest
from helmwright.model.content import Content
from helmwright.model.field import Field
from helmwright.model.inputs import Environment
from helmwright.model.origins import Layer, Layers, Path
from helmwright.model.release import Release
from helmwright.model.resolved import Resolved
from helmwright.model.trace import trace
from helmwright.provenance import locate
from helmwright.rules.names import collisions, naming
from helmwright.rules.repository import owners


@dataclass(frozen=True, slots=True)
class Values:
    """Values of somebody else's chart, `redis`, said in the app's own file."""

    name: str
    key: str
    namespace: str
    owner: str
    fields: Mapping[str, Any]
    layers: Layers

    @property
    def said(self) -> Field:
        return Field(self.fields, self.layers.origin)


@dataclass(frozen=True, slots=True)
class Foreign:
    """A single chart that is not ours."""

    parts: tuple[Values, ...]
    chart = "redis"

    def objects(self, environment: Environment) -> Iterator[tuple[Values, str, str, Path]]:
        for part in self.parts:
            yield part, "Service", f"{part.name}-{environment.name}", ("architecture",)


FIELDS = {"architecture": "replication", "master": {"resources": {"limits": {"memory": "1Gi"}}}}
REDIS = ChartPackage("redis", "20.1.0", b"an archive", "oci://charts.example")


def with_redis(app: str = "cache", owner: str = "web", wish: Mapping[str, Any] | None = None) -> Resolved:
    """A shop beside an app that is a Redis, by the chart `redis`."""
    resolved = repository({"shop/cart": wish or {}}, apps={app: {"description": "Redis"}})
    source = resolved.inputs.apps[app].source
    assert source is not None
    layers = Layers((Layer(source, ("defaults",), FIELDS),), source)
    part = Values("redis", f"{app}/redis", app, owner, FIELDS, layers)
    environment = resolved.inputs.environments["prod"]
    content: Content = Foreign((part,))
    redis = Release(resolved.inputs.apps[app], environment, app, owner, content)
    return replace(resolved, releases=(*resolved.releases, redis))


def part_of(release: Release) -> Values:
    (part,) = release.content.parts
    assert isinstance(part, Values)
    return part


def test_its_umbrella_chart_depends_on_its_chart_and_holds_its_values() -> None:
    resolved = with_redis()
    packages = {ChartPin("redis"): REDIS, ChartPin("service"): replace(REDIS, name="service")}
    charts = plan.charts(resolved.releases, resolved.graphs, packages)
    tree, findings = plan.plan(
        resolved.inputs, resolved.releases, charts, {release.name: () for release in resolved.releases}
    )
    assert findings == ()
    assert layout.application("prod", "cache") in tree
    folder = layout.umbrella("cache", "prod")
    (dependency,) = yaml.safe_load(tree[f"{folder}/Chart.yaml"])["dependencies"]
    assert dependency == {
        "name": "redis",
        "version": "20.1.0",
        "repository": "oci://charts.example",
        "alias": "redis",
    }
    assert yaml.safe_load(tree[f"{folder}/values.yaml"]) == {"redis": FIELDS}


def test_no_rule_minds_it() -> None:
    plain = repository({"shop/cart": {}}, apps={"cache": {}})
    assert rules.check(with_redis()) == rules.check(plain)


def test_a_name_that_it_makes_is_no_one_elses() -> None:
    resolved = with_redis()
    *_, redis = resolved.releases
    other = replace(redis, content=Foreign((replace(part_of(redis), key="b/redis"),)))
    both = replace(resolved, releases=(*resolved.releases, other))
    assert [finding.message for finding in (*collisions.services(both), *collisions.objects(both))] == [
        "cache/redis and b/redis are both 'redis' in 'cache' in prod",
        "cache/redis and b/redis both make the Service 'redis-prod' in prod",
    ]


def test_its_release_has_a_name_that_fits() -> None:
    resolved = with_redis()
    long = replace(resolved.releases[-1], namespace="a" * 64)
    (found,) = naming.lengths(replace(resolved, releases=(long,)))
    assert found.location == Location("apps/cache/app.yaml")


def test_its_owner_is_a_team() -> None:
    (found,) = owners.teams(with_redis(owner="nobody-knows"))
    assert found.message == "there is no team 'nobody-knows'"
    resolved = with_redis(owner="")
    (found,) = owners.shared(resolved)
    assert found.message == "nobody owns the app 'cache'"


def test_its_values_are_traced() -> None:
    part = with_redis().releases[-1].content.parts[0]
    assert [setting.key for setting in trace(part)] == ["architecture", "master.resources.limits.memory"]


@pytest.mark.parametrize("dotted", ["redis.architecture", "redis.master.resources.limits", "redis", "other"])
def test_its_values_lead_to_its_file(dotted: str) -> None:
    resolved = with_redis()
    assert locate.of_values(resolved, resolved.releases[-1], dotted).path == "apps/cache/app.yaml"


def test_its_objects_lead_to_its_file() -> None:
    resolved = with_redis()
    manifest = Manifest(
        "prod-cache/charts/redis/templates/a.yaml", {"kind": "Service", "metadata": {"name": "a"}}
    )
    found = locate.of_manifest(resolved, resolved.releases[-1], manifest, ("spec", "ports"))
    assert found == locate.of_template(resolved, resolved.releases[-1], manifest.source, "nil pointer")
    assert found.path == "apps/cache/app.yaml"


def test_a_pin_of_the_service_chart_is_not_for_it() -> None:
    resolved = with_redis()
    shop, redis = resolved.releases
    environment = replace(
        shop.environment,
        charts={"redis": ChartPin("redis", "19.0.0"), layout.SERVICE_CHART: ChartPin("service", "0.1.0")},
    )
    assert replace(redis, environment=environment).chart == ChartPin("redis", "19.0.0")
    assert replace(shop, environment=environment).chart == ChartPin("service", "0.1.0")
