"""Names that look alike and do not collide, and those at the limit of what fits."""

from __future__ import annotations

from typing import Any

import pytest
from tests.repositories import repository

from helmwright import rules
from helmwright.descriptors.compiled import schemas
from helmwright.layout import Kind
from helmwright.model.resolved import Resolved
from helmwright.names import NAME


def codes(resolved: Resolved) -> list[str]:
    return [finding.code for finding in rules.check(resolved)]


def on(cluster: str, **fields: Any) -> dict[str, Any]:
    return {"cluster": {"name": cluster, "provider": "generic", "kubernetesVersion": "1.34"}, **fields}


def test_files_have_names_of_the_schemas_form() -> None:
    assert schemas()[Kind.SERVICE]["$defs"]["name"]["pattern"] == f"^{NAME.pattern}$"


def test_a_name_that_windows_keeps_for_a_device() -> None:
    """Made here, since nobody could check out this repository with such files there."""
    resolved = repository({"aux/com1": {}, "shop/console": {}}, environments={"nul": on("acme")})
    assert [finding.message for finding in rules.check(resolved)] == [
        "'aux' cannot be the name of an app: no file may have it on Windows",
        "'com1' cannot be the name of a service: no file may have it on Windows",
        "'nul' cannot be the name of an environment: no file may have it on Windows",
    ]


def test_one_service_name_in_two_namespaces() -> None:
    assert codes(repository({"blog/web": {}, "shop/web": {}})) == []


def test_one_namespace_on_two_clusters() -> None:
    environments = {"dev": on("laptop"), "prod": on("acme")}
    assert codes(repository({"shop/web": {}}, environments=environments)) == []


def test_two_environments_of_a_cluster_with_namespaces_of_their_own() -> None:
    environments = {
        "dev": on("acme", namespacePattern="{app}-{environment}"),
        "staging": on("acme", namespacePattern="{app}-{environment}"),
    }
    assert codes(repository({"shop/web": {}}, environments=environments)) == []


def test_of_many_environments_in_one_namespace_each_is_told_of_the_first_alone() -> None:
    environments = {f"env-{number}": on("acme") for number in range(4)}
    resolved = repository({"shop/web": {}}, environments=environments)
    assert [(finding.code, finding.message.partition(" share")[0]) for finding in rules.check(resolved)] == [
        ("R306", f"'env-0' and 'env-{number}'") for number in range(1, 4)
    ]


def test_two_environments_of_a_cluster_with_apps_of_their_own() -> None:
    environments = {"dev": on("acme"), "staging": on("acme")}
    apps = {"shop": {"environments": {"dev": False}}, "blog": {"environments": {"staging": False}}}
    assert codes(repository({"shop/web": {}, "blog/web": {}}, environments=environments, apps=apps)) == []


def test_objects_of_different_kinds_may_share_a_name() -> None:
    resolved = repository(
        {
            "shop/cart": {
                "config": {"main": {"env": {"LEVEL": "info"}}},
                "storage": {"main": {"size": "1Gi", "mount": "/data"}},
            },
            "shop/cart-main": {"ports": {"http": 8080}},
        }
    )
    assert codes(resolved) == []


@pytest.mark.parametrize("volume", [{"temporary": True}, {"claim": "photos"}])
def test_a_volume_without_a_claim_of_its_own_takes_no_name(volume: dict[str, Any]) -> None:
    storage = {"b-c": {**volume, "mount": "/data"}}
    resolved = repository(
        {"shop/a": {"storage": storage}, "shop/a-b": {"storage": {"c": {"size": "1Gi", "mount": "/data"}}}}
    )
    assert codes(resolved) == []


def test_the_longest_release_name() -> None:
    app, environment = "a" * 40, "e" * 12
    assert codes(repository({f"{app}/web": {}}, environments={environment: {}})) == []
    assert codes(repository({f"{app}/web": {}}, environments={environment + "e": {}})) == ["R307"]


def test_argo_cds_namespace_on_another_cluster_is_like_any_other() -> None:
    environments = {"prod": on("acme", argocd={"destination": "acme"})}
    assert codes(repository({"argocd/web": {}}, environments=environments)) == []
    assert codes(repository({"argocd/web": {}}, environments={"prod": {}})) == ["R308"]


def test_an_owner_of_an_app_stands_for_services_of_several() -> None:
    services = {"shop/cart": {"owner": "shop"}, "shop/web": {"owner": "web"}}
    assert codes(repository(services, apps={"shop": {"owner": "shop"}})) == []
