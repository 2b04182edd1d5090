"""From descriptors to releases: where what runs, and which layer has the last word."""

from __future__ import annotations

from tests.repositories import release, repository, service

from helmwright.findings import Location
from helmwright.model.service import Replicas


def test_each_app_is_a_release_in_each_environment() -> None:
    resolved = repository({"shop/cart": {}, "blog/posts": {}}, environments={"prod": {}, "dev": {}})
    assert [(item.name, item.namespace) for item in resolved.releases] == [
        ("dev-blog", "blog"),
        ("dev-shop", "shop"),
        ("prod-blog", "blog"),
        ("prod-shop", "shop"),
    ]


def test_services_of_a_release_are_sorted() -> None:
    resolved = repository({"shop/frontend": {}, "shop/cart": {}})
    assert [item.name for item in release(resolved, "prod-shop").services] == ["cart", "frontend"]


def test_a_service_is_absent_where_it_says_false() -> None:
    resolved = repository(
        {"shop/cart": {}, "shop/loader": {"environments": {"prod": False, "dev": True}}},
        environments={"dev": {}, "prod": {}},
    )
    assert [item.key for item in release(resolved, "dev-shop").services] == ["shop/cart", "shop/loader"]
    assert [item.key for item in release(resolved, "prod-shop").services] == ["shop/cart"]


def test_a_release_without_services_is_none() -> None:
    resolved = repository(
        {"shop/cart": {"environments": {"prod": False}}}, environments={"dev": {}, "prod": {}}
    )
    assert [item.name for item in resolved.releases] == ["dev-shop"]


def test_an_app_is_absent_where_it_says_false() -> None:
    resolved = repository(
        {"shop/cart": {}},
        environments={"dev": {}, "prod": {}},
        apps={"shop": {"environments": {"dev": False}}},
    )
    assert [item.name for item in resolved.releases] == ["prod-shop"]


def test_the_namespace_is_the_apps_own_or_follows_the_pattern() -> None:
    resolved = repository(
        {"shop/cart": {}, "blog/posts": {}},
        environments={"prod": {"namespacePattern": "{app}-{environment}"}},
        apps={"blog": {"namespace": "news"}},
    )
    assert [item.namespace for item in resolved.releases] == ["news", "shop-prod"]


def test_the_owner_is_the_apps_own_or_the_one_its_services_share() -> None:
    resolved = repository(
        {"blog/posts": {}, "mixed/a": {}, "mixed/b": {"owner": "shop"}, "shop/cart": {}},
        apps={"shop": {"owner": "shop"}},
    )
    assert [(item.app.name, item.owner) for item in resolved.releases] == [
        ("blog", "web"),
        ("mixed", ""),
        ("shop", "shop"),
    ]


def test_every_layer_overrides_the_one_below() -> None:
    layers = ["repository", "environment", "app", "service", "override"]
    at = {name: {"env": dict.fromkeys(layers[position:], name)} for position, name in enumerate(layers)}
    resolved = repository(
        {"shop/cart": {**at["service"], "environments": {"prod": at["override"]}}},
        environments={"prod": {"defaults": at["environment"]}},
        apps={"shop": {"defaults": at["app"]}},
        settings={"defaults": at["repository"]},
    )
    assert service(resolved, "shop/cart").section("env") == {name: name for name in layers}


def test_an_override_is_for_its_environment_alone() -> None:
    resolved = repository(
        {
            "shop/cart": {
                "replicas": 2,
                "environments": {"prod": {"replicas": {"min": 3, "max": 9, "cpu": 70}}},
            }
        },
        environments={"dev": {}, "prod": {}},
    )
    assert service(resolved, "shop/cart", "dev").replicas == Replicas(2, None, None, None)
    assert service(resolved, "shop/cart", "prod").replicas == Replicas(3, 9, 70, None)


def test_the_origin_of_a_value_is_the_layer_that_set_it() -> None:
    resolved = repository(
        {"shop/cart": {"replicas": {"min": 2}, "environments": {"prod": {"replicas": {"max": 9}}}}},
        environments={"prod": {"defaults": {"replicas": {"min": 1, "max": 4, "cpu": 70}}}},
    )
    layers = service(resolved, "shop/cart").layers
    assert layers.origin(("replicas", "cpu")).path == "environments/prod.yaml"
    assert layers.origin(("replicas", "min")).path == "apps/shop/services/cart.yaml"
    assert layers.rank(("replicas", "min")) < layers.rank(("replicas", "max"))
    assert layers.latest(("replicas", "min"), ("replicas", "max")) == layers.origin(("replicas", "max"))
    assert [value for value, _ in layers.history(("replicas", "max"))] == [9, 4]


def test_the_origin_of_what_nobody_set_is_the_services_file() -> None:
    layers = service(repository({"shop/cart": {}}), "shop/cart").layers
    assert layers.rank(("rollout",)) == -1
    assert layers.origin(("rollout", "type")) == Location("apps/shop/services/cart.yaml", 1, 1)
