"""The plan: which files there are, and what each chart asks Helm for."""

from __future__ import annotations

from tests.repositories import PACKAGE, charts, release, repository

from helmwright.emit import plan
from helmwright.findings import Finding, Location
from helmwright.kubernetes.manifests import Manifest

ONE = repository(
    {"shop/cart": {}},
    environments={
        "prod": {
            "cluster": {
                "name": "a",
                "provider": "generic",
                "kubernetesVersion": "1.33.4",
                "apiVersions": ["example.com/v1"],
            }
        }
    },
)


def test_an_umbrella_chart_is_planned_for_each_release() -> None:
    resolved = repository({"shop/cart": {}, "web/page": {}}, environments={"dev": {}, "prod": {}})
    assert {name: sorted(chart) for name, chart in charts(resolved).items()} == {
        f"{environment}-{app}": [
            f"apps/{app}/{environment}/Chart.lock",
            f"apps/{app}/{environment}/Chart.yaml",
            f"apps/{app}/{environment}/charts/service-1.2.3.tgz",
            f"apps/{app}/{environment}/values.schema.json",
            f"apps/{app}/{environment}/values.yaml",
        ]
        for environment in ("dev", "prod")
        for app in ("shop", "web")
    }


def test_a_chart_is_rendered_as_argo_cd_will_render_it() -> None:
    chart = charts(ONE)["prod-shop"]
    request = plan.request(release(ONE, "prod-shop"), chart)
    assert (request.release, request.namespace) == ("prod-shop", "shop")
    assert (request.kube_version, request.api_versions) == ("1.33.4", ("example.com/v1",))
    assert sorted(request.chart) == [
        *("Chart.lock", "Chart.yaml", "charts/service-1.2.3.tgz", "values.schema.json", "values.yaml"),
    ]
    assert request.chart["charts/service-1.2.3.tgz"] == PACKAGE.archive


def test_the_plan_is_the_charts_and_the_bootstrap_files() -> None:
    manifests = {"prod-shop": (Manifest("x", {"apiVersion": "v1", "kind": "Service"}),)}
    tree, findings = plan.plan(ONE.inputs, ONE.releases, charts(ONE), manifests, {})
    assert findings == ()
    assert sorted(tree) == [
        "apps/shop/prod/Chart.lock",
        "apps/shop/prod/Chart.yaml",
        "apps/shop/prod/charts/service-1.2.3.tgz",
        "apps/shop/prod/values.schema.json",
        "apps/shop/prod/values.yaml",
        "bootstrap/prod/applications/namespaces.yaml",
        "bootstrap/prod/applications/shop.yaml",
        "bootstrap/prod/namespaces/shop.yaml",
        "bootstrap/prod/projects/namespaces.yaml",
        "bootstrap/prod/projects/web.yaml",
        "bootstrap/prod/root.yaml",
    ]


def test_an_environment_where_nothing_runs_has_no_files() -> None:
    resolved = repository(
        {"shop/cart": {"environments": {"dev": False}}}, environments={"dev": {}, "prod": {}}
    )
    tree, _ = plan.plan(resolved.inputs, resolved.releases, charts(resolved), {"prod-shop": ()}, {})
    assert [path for path in tree if "dev" in path] == []


def test_a_path_with_two_owners_names_both() -> None:
    tree, findings = plan.join([("the app shop", {"a": b"", "b": b""}), ("the environment prod", {"b": b""})])
    assert sorted(tree) == ["a", "b"]
    assert findings == (
        Finding(
            "P101",
            Location("b"),
            "the app shop and the environment prod both plan this file",
            "rename one of them",
        ),
    )
