"""The cases: together they set every value, and each is valid Kubernetes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from chartwright.testing.render import Render
from chartwright.values.leaves import covered, leaves

from .support import CASES, SOURCE, case

SINCE_1_31 = ("1.31.0", "1.34.1")


def test_the_cases_set_every_value_and_every_allowed_one() -> None:
    reached: set[str] = set()
    for name in CASES:
        services = case(name)
        shared = {"global": services.pop("global", {})}
        for values in services.values():
            reached |= covered(SOURCE, {**shared, **values})
    assert sorted(leaves(SOURCE) - reached) == []


@pytest.mark.parametrize("name", CASES)
def test_a_case_renders_the_same_with_and_without_the_clusters_api_versions(
    render: Render, name: str
) -> None:
    offline = render.all(case(name))
    assert (
        render.all(case(name), api_versions=("autoscaling/v2/HorizontalPodAutoscaler", "v1/Pod")) == offline
    )


@pytest.mark.parametrize("name", CASES)
def test_a_case_renders_the_same_on_every_kubernetes(render: Render, name: str) -> None:
    renders = [
        render.all(case(name), kube_version=version) for version in (*SINCE_1_31, "1.31.4-eks-abc1234")
    ]
    assert renders[1:] == renders[:-1]


@pytest.mark.parametrize("name", CASES)
def test_a_case_renders_no_null_and_no_empty_map(render: Render, name: str) -> None:
    assert [path for item in render.all(case(name)) for path in _voids(item)] == []


@pytest.mark.parametrize("name", CASES)
def test_a_case_names_no_object_twice(render: Render, name: str) -> None:
    names = render.all(case(name)).names
    assert sorted(set(names)) == names


def test_services_of_the_cases_do_not_depend_on_each_other(render: Render) -> None:
    services = case("exposure")
    together = render.all(services)
    apart = [render.all({alias: values}) for alias, values in services.items()]
    assert sorted(together.names) == sorted(name for objects in apart for name in objects.names)


def test_a_disabled_service_renders_nothing(render: Render) -> None:
    services = case("switched-off")
    assert render.all({"gone": services["gone"]}).names == []


def _voids(value: Any, path: str = "") -> Iterator[str]:
    if path.endswith("].pause"):
        return  # of a canary, until somebody promotes it
    if value is None or value == {}:
        yield path
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _voids(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _voids(inner, f"{path}[{index}]")
