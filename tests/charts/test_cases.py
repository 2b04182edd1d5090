"""The cases: together they set every value, and each is valid Kubernetes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from helmwright.charts.leaves import covered, leaves

from .support import CASES, SOURCE, Objects, case, render_all

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
def test_a_case_renders_the_same_with_and_without_the_clusters_api_versions(name: str) -> None:
    offline = render_all(case(name))
    assert (
        render_all(case(name), api_versions=("autoscaling/v2/HorizontalPodAutoscaler", "v1/Pod")) == offline
    )


@pytest.mark.parametrize("name", CASES)
def test_a_case_renders_the_same_on_every_kubernetes(name: str) -> None:
    renders = [
        render_all(case(name), kube_version=version) for version in (*SINCE_1_31, "1.31.4-eks-abc1234")
    ]
    assert renders[1:] == renders[:-1]


@pytest.mark.parametrize("name", CASES)
def test_a_case_renders_no_null_and_no_empty_map(name: str) -> None:
    assert [path for item in render_all(case(name)) for path in _voids(item)] == []


@pytest.mark.parametrize("name", CASES)
def test_a_case_names_no_object_twice(name: str) -> None:
    names = render_all(case(name)).names
    assert sorted(set(names)) == names


def test_services_of_the_cases_do_not_depend_on_each_other() -> None:
    services = case("exposure")
    together = render_all(services)
    apart = [render_all({alias: values}) for alias, values in services.items()]
    assert sorted(together.names) == sorted(name for objects in apart for name in objects.names)


def test_a_disabled_service_renders_nothing() -> None:
    services = case("switched-off")
    assert render_all({"gone": services["gone"]}) == Objects(())


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
