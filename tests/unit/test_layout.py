"""Paths: what each file of a repository is, and which areas are generated."""

from __future__ import annotations

import pytest

from helmwright import aws_files, layout
from helmwright.layout import Kind, Place


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("helmwright.yaml", Place(Kind.REPOSITORY, "helmwright")),
        ("environments/prod.yaml", Place(Kind.ENVIRONMENT, "prod")),
        ("apps/shop/app.yaml", Place(Kind.APP, "shop", "shop")),
        ("apps/shop/services/cart.yaml", Place(Kind.SERVICE, "cart", "shop")),
    ],
)
def test_a_descriptor_is_known_by_its_place(path: str, place: Place) -> None:
    assert layout.place(path) == place


@pytest.mark.parametrize(
    "path",
    [
        "README.md",
        "old/helmwright.yaml",
        "environments/prod.yml",
        "environments/eu/prod.yaml",
        "apps/shop/cart.yaml",
        "apps/shop/services/cart.yml",
        "apps/shop/services/old/cart.yaml",
        "apps/shop/prod/values.yaml",
        "bootstrap/prod/root.yaml",
    ],
)
def test_any_other_file_is_no_descriptor(path: str) -> None:
    assert layout.place(path) is None


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (layout.umbrella("shop", "prod"), "apps/shop/prod"),
        (layout.umbrella("shop", "prod", "cart"), "apps/shop/prod/cart"),
        (layout.application("prod", "shop", "cart"), "bootstrap/prod/applications/shop/cart.yaml"),
        (layout.archive("service", "1.2.0"), "charts/service-1.2.0.tgz"),
        (layout.chart("service"), "charts/service"),
        (layout.addon_archive("cert-manager", "v1.21.1"), "charts/addons/cert-manager-v1.21.1.tgz"),
        (layout.root("prod"), "bootstrap/prod/root.yaml"),
        (layout.project("prod", "web"), "bootstrap/prod/projects/web.yaml"),
        (layout.application("prod", "shop"), "bootstrap/prod/applications/shop.yaml"),
        (layout.namespace("prod", "shop"), "bootstrap/prod/namespaces/shop.yaml"),
    ],
)
def test_a_generated_file_has_one_place(path: str, expected: str) -> None:
    assert path == expected


@pytest.mark.parametrize(
    "path",
    [
        f"{layout.umbrella('shop', 'prod')}/Chart.yaml",
        f"{layout.umbrella('shop', 'prod')}/{layout.archive('service', '1.2.0')}",
        layout.root("prod"),
        layout.project("prod", "web"),
        layout.application("prod", "shop"),
        layout.namespace("prod", "shop"),
        layout.cluster_access("prod"),
        aws_files.entries("prod"),
        aws_files.auth_config_map("prod"),
    ],
)
def test_every_generated_file_lies_in_a_generated_area(path: str) -> None:
    assert layout.is_generated(path)


@pytest.mark.parametrize(
    ("path", "environment", "app"),
    [
        (f"{layout.umbrella('shop', 'prod')}/Chart.yaml", "prod", "shop"),
        (f"{layout.umbrella('shop', 'prod')}/{layout.archive('service', '1.2.0')}", "prod", "shop"),
        (layout.application("prod", "shop"), "prod", "shop"),
        (layout.application("prod", "shop", "cart"), "prod", "shop"),
        (f"{layout.umbrella('shop', 'prod', 'cart')}/Chart.yaml", "prod", "shop"),
        (layout.application("prod", "namespaces"), "prod", ""),
        (layout.root("prod"), "prod", ""),
        (layout.project("prod", "web"), "prod", ""),
        (layout.namespace("prod", "shop"), "prod", ""),
    ],
)
def test_a_generated_file_belongs_to_an_environment_and_maybe_an_app(
    path: str, environment: str, app: str
) -> None:
    assert layout.belongs_to(path) == (environment, app)


@pytest.mark.parametrize(
    ("path", "key"),
    [
        (layout.application("prod", "shop"), "shop"),
        (layout.application("prod", "shop", "cart"), "shop/cart"),
        (layout.application("prod", "namespaces"), ""),
        (layout.root("prod"), ""),
        (f"{layout.umbrella('shop', 'prod')}/values.yaml", ""),
    ],
)
def test_an_application_is_of_an_app_or_of_one_service(path: str, key: str) -> None:
    assert layout.application_key(path) == key


def test_a_chart_is_named_from_where_its_umbrella_is() -> None:
    url = layout.url("charts/service")
    assert layout.url_from("apps/shop/prod", url) == url == "file://../../../charts/service"
    assert layout.url_from("apps/shop/prod/cart", url) == "file://../../../../charts/service"
    assert layout.url_from("apps/shop/prod/cart", "oci://charts.example") == "oci://charts.example"


def test_argo_cd_reads_umbrella_charts_however_deep_and_bootstrap_folders() -> None:
    shop, cart = (f"{layout.umbrella('shop', 'prod', name)}/Chart.yaml" for name in ("", "cart"))
    assert layout.synced([shop, layout.root("prod")]) == {"apps/shop/prod", "bootstrap/prod"}
    apart = layout.synced([cart])
    assert layout.within("apps/shop/prod/cart/templates/a.yaml", apart) == "apps/shop/prod/cart"
    assert layout.within("apps/shop/prod/a.yaml", apart) == ""


@pytest.mark.parametrize("path", ["helmwright.yaml", "environments/prod.yaml", "charts/service/Chart.yaml"])
def test_what_people_write_belongs_to_none(path: str) -> None:
    with pytest.raises(ValueError, match=f"{path} is not generated"):
        layout.belongs_to(path)


@pytest.mark.parametrize(
    "path",
    [
        "helmwright.yaml",
        "environments/prod.yaml",
        "apps/README.md",
        "apps/shop/app.yaml",
        "apps/shop/services/cart.yaml",
        "apps/shop/services/old/cart.yaml",
        "bootstrap/README.md",
        "bootstrap/prod",
        "apps/shop/prod",
        "charts/service/Chart.yaml",
    ],
)
def test_what_people_write_is_outside_the_generated_areas(path: str) -> None:
    assert not layout.is_generated(path)


@pytest.mark.parametrize("folder", ["apps", "apps/shop", "apps/shop/prod", "bootstrap", "bootstrap/prod"])
def test_a_folder_on_the_way_leads_to_generated_files(folder: str) -> None:
    assert layout.leads_to_generated(folder)


@pytest.mark.parametrize("folder", [".git", "charts", "environments", "apps/shop/services"])
def test_a_folder_beside_leads_to_none(folder: str) -> None:
    assert not layout.leads_to_generated(folder)


def test_projects_are_in_files_of_their_own_and_beside_the_root() -> None:
    holding = {layout.root("prod"), layout.project("prod", "web"), layout.project("prod", "namespaces")}
    others = {
        layout.application("prod", "shop"),
        layout.namespace("prod", "shop"),
        "apps/shop/prod/root.yaml",
    }
    assert {path for path in holding | others if layout.holds_project(path)} == holding
