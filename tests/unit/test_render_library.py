"""Helm's library, where it runs."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.engines.charts import CRD, REFUSED, RENDERED, umbrella

from helmwright.render.engine import Rendered, RenderFailure, RenderRequest

pytest.importorskip("helm_python", reason="helm-python-sdk is not installed")

from helm_python import _native

from helmwright.render.helm.library import Library


def test_each_template_is_rendered_under_its_alias() -> None:
    rendered = Library().template(umbrella("cart: {replicas: 5}"))
    assert isinstance(rendered, Rendered)
    assert rendered.templates == {
        f"prod-shop/charts/{alias}/templates/deployment.yaml": (
            "\napiVersion: apps/v1\nkind: Deployment\n"
            f'metadata: {{name: "prod-shop-{alias}", namespace: "shop"}}\nspec: {{replicas: {replicas}}}\n'
        )
        for alias, replicas in (("cart", 5), ("web", 2))
    }


def test_crds_are_included_and_notes_are_not() -> None:
    rendered = Library().template(
        umbrella(
            service={"crds/foo.yaml": CRD, "templates/NOTES.txt": "Thanks"},
            dependencies="dependencies: [{name: service, version: 0.1.0}]",
        )
    )
    assert isinstance(rendered, Rendered)
    assert sorted(rendered.templates) == [
        "prod-shop/charts/service/crds/foo.yaml",
        "prod-shop/charts/service/templates/deployment.yaml",
    ]


@pytest.mark.parametrize(("given", "full"), [("1.34", "1.34.0"), ("1.34.2", "1.34.2")])
def test_a_kubernetes_version_has_three_numbers(given: str, full: str) -> None:
    assert RenderRequest("a", "b", {}, given).full_kube_version == full


def test_an_empty_chart_is_a_failure() -> None:
    assert Library().template(RenderRequest("a", "b", {}, "1.34")) == (
        RenderFailure("Chart.yaml file is missing"),
    )


def test_nothing_is_left_behind_in_the_library() -> None:
    before = _native.open_handles_count()
    for request in (RENDERED["two aliases of one chart"], *(request for request, _ in REFUSED.values())):
        Library().template(request)
    assert _native.open_handles_count() == before


def test_threads_do_not_disturb_each_other() -> None:
    requests = [umbrella(f"cart: {{replicas: {number}}}") for number in range(40)]
    alone = [Library().template(request) for request in requests]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(Library().template, requests)) == alone
