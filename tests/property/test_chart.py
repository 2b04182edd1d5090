"""Whatever the service chart's schema accepts renders to sound objects, or is refused in the chart's own words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import settings
from tests.charts.support import FOLDER, SOURCE
from tests.executables import required
from tests.helms import REAL, started
from tests.property.chart_values import Outcome, Values, drawn, smallest
from tests.property.invariants import INVARIANTS, Invariant

from chartwright.docs.schema import values_schema
from chartwright.testing.chart import Chart
from chartwright.testing.manifests import Manifests
from chartwright.testing.render import Render
from chartwright.testing.resource import Resource
from helmwright import resources
from helmwright.kubernetes.manifests import Manifest
from helmwright.validate.bundle import versions
from helmwright.validate.embedded import EmbeddedValidator
from helmwright.validate.kubeconform import KubeconformValidator
from helmwright.validate.validator import Validator
from helmwright.yamlio.writer import emit

COUNTS = {"short": 100, "long": 5000}
"""How many value sets are drawn, by hypothesis profile."""
AT_ONCE = 50
"""How many services one run of a tool renders."""
ACCEPTED = jsonschema_rs.validator_for(values_schema(SOURCE)).is_valid
SUPPORTED = versions()[versions().index("1.31") :]
REFUSAL = re.compile(r"[A-Z][A-Za-z]+: cart\.([A-Za-z]+)[^:]*(?:\..*)?: [^;]+(?:; allowed: .+)?", re.DOTALL)


@pytest.fixture(scope="module")
def chart_render() -> Render:
    return Render(Chart.load(FOLDER), started("sdk"), alias="cart", release="prod-shop", namespace="shop")


@pytest.fixture(scope="module")
def outcomes(chart_render: Render) -> list[Outcome]:
    profile = settings.get_current_profile_name()
    found = drawn(SOURCE, COUNTS[profile], fixed=profile == "short")
    return [result for values in found for result in tried(chart_render, values)]


@pytest.fixture(scope="module")
def rendered(outcomes: list[Outcome]) -> list[tuple[Values, Manifests]]:
    return [(item.values, item.manifests) for item in outcomes if item.manifests is not None]


def outcome(render: Render, values: Values) -> Outcome:
    result = render.engine.render(render.request({"cart": values}))
    if result.failures:
        return Outcome(values, None, result.failures)
    objects = tuple(Resource(manifest.object) for manifest in result.manifests)
    return Outcome(values, Manifests(objects, render.kube_version, render.validator), ())


def tried(render: Render, values: Values) -> Iterator[Outcome]:
    """What becomes of values, and of what is left of refused ones without the section that the refusal names."""
    result = outcome(render, values)
    yield result
    for failure in result.failures[:1]:
        told = REFUSAL.fullmatch(failure.message)
        rest = {key: value for key, value in values.items() if told and key != told[1]}
        if len(rest) < len(values) and ACCEPTED(rest):
            yield from tried(render, rest)


def shown(values: Values, wrong: Callable[[Values], Sequence[str]]) -> str:
    """What is wrong with the values, and the least of them with which something is."""
    least = smallest(values, lambda candidate: bool(wrong(candidate)))
    return "\n".join([*wrong(least), emit(least)])


def test_most_value_sets_render(outcomes: list[Outcome], rendered: list[Any]) -> None:
    """Otherwise the tests below would look at little."""
    share = len(rendered) / COUNTS[settings.get_current_profile_name()]
    objects = sum(len(manifests) for _, manifests in rendered)
    refused = len(outcomes) - len(rendered)
    print(f"{share:.0%} of the value sets render, to {objects} objects, after {refused} refusals")
    assert share > 0.95
    assert objects > 3 * len(rendered)
    reached = {section for values, _ in rendered for section in values}
    assert len(reached) > 0.8 * len(SOURCE.properties)


def test_a_refusal_is_in_the_charts_own_words(outcomes: list[Outcome]) -> None:
    for item in outcomes:
        for failure in item.failures:
            told = REFUSAL.fullmatch(failure.message)
            assert told, f"{failure}\n{emit(item.values)}"
            assert told[1] in SOURCE.properties, failure
            assert failure.values_path == ""


@pytest.mark.parametrize("invariant", INVARIANTS, ids=lambda invariant: invariant.__name__)
def test_what_renders_is_sound(
    invariant: Invariant, rendered: list[tuple[Values, Manifests]], chart_render: Render
) -> None:
    def wrong(values: Values) -> list[str]:
        manifests = outcome(chart_render, values).manifests
        return [] if manifests is None else list(invariant(manifests))

    for values, manifests in rendered:
        assert not list(invariant(manifests)), shown(values, wrong)


@pytest.mark.parametrize("version", SUPPORTED)
def test_what_renders_is_valid_on_every_supported_kubernetes(
    version: str, rendered: list[tuple[Values, Manifests]], chart_render: Render
) -> None:
    validator = EmbeddedValidator((resources.schemas() / "crds",))

    def wrong(values: Values) -> list[str]:
        manifests = outcome(chart_render, values).manifests
        return [] if manifests is None else problems(validator, [manifests], version)

    for values, manifests in rendered:
        assert not problems(validator, [manifests], version), shown(values, wrong)


@pytest.mark.tool("kubeconform")
@pytest.mark.parametrize("version", SUPPORTED)
def test_kubeconform_finds_what_renders_valid(version: str, rendered: list[tuple[Values, Manifests]]) -> None:
    validator = KubeconformValidator(required("kubeconform"), [resources.schemas() / "crds"])
    assert problems(validator, [manifests for _, manifests in rendered], version) == []


@pytest.mark.parametrize("helm", REAL)
def test_a_real_helm_renders_the_same(
    helm: str, rendered: list[tuple[Values, Manifests]], chart_render: Render
) -> None:
    # Patches name the objects of the service, which a batch gives other aliases.
    named = [
        values | {"fullnameOverride": values.get("fullnameOverride") or "cart"} for values, _ in rendered
    ]
    for start in range(0, len(named), AT_ONCE):
        services = {f"s{number}": values for number, values in enumerate(named[start : start + AT_ONCE])}
        request = chart_render.request(services)
        ours, theirs = chart_render.engine.render(request), started(helm).render(request)
        assert theirs.failures == ()
        assert theirs.manifests == ours.manifests


@pytest.mark.parametrize("helm", REAL)
def test_a_real_helm_refuses_with_the_same_words(
    helm: str, outcomes: list[Outcome], chart_render: Render
) -> None:
    by_section = {
        item.failures[0].message.partition(": cart.")[2][:8]: item for item in outcomes if item.failures
    }
    assert len(by_section) > 3
    for item in by_section.values():
        assert started(helm).render(chart_render.request({"cart": item.values})).failures == item.failures


def problems(validator: Validator, rendered: Sequence[Manifests], version: str) -> list[str]:
    objects = [Manifest("", item) for manifests in rendered for item in manifests]
    return [
        f"{problem.manifest}: {problem.path}: {problem.message}"
        for problem in validator.validate(objects, version)
    ]
