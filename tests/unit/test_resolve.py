"""From descriptors to releases: where what runs, and which layer has the last word."""

from __future__ import annotations

from typing import Any

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


TRIGGERS: dict[str, Any] = {"triggers": {"mail": {"type": "cron", "metadata": {"start": "0 8 * * *"}}}}
CPU: dict[str, Any] = {"defaults": {"replicas": {"min": 2, "max": 6, "cpu": 70}}}
"""What an environment gives services that do not say what scales them."""


def scaled(fields: dict[str, Any], environment: dict[str, Any] = CPU, **settings: Any) -> Any:
    """The replicas of `shop/cart` with these fields in `prod`."""
    resolved = repository({"shop/cart": fields}, environments={"prod": environment}, **settings)
    return service(resolved, "shop/cart").fields["replicas"]


def test_triggers_take_the_place_of_the_targets_in_defaults() -> None:
    metrics = {"queue": {"type": "External", "metric": "depth", "average": "30"}}
    environment = {
        "defaults": {"replicas": {**CPU["defaults"]["replicas"], "memory": 80, "metrics": metrics}}
    }
    assert scaled({"replicas": TRIGGERS}, environment) == {"min": 2, "max": 6, **TRIGGERS}
    assert scaled({"environments": {"prod": {"replicas": TRIGGERS}}}) == {"min": 2, "max": 6, **TRIGGERS}


def test_triggers_keep_the_targets_that_the_service_gives_beside_them() -> None:
    beside = {"replicas": {**TRIGGERS, "cpu": 90}}
    assert scaled(beside) == {"min": 2, "max": 6, "cpu": 90, **TRIGGERS}
    later = {"replicas": {"cpu": 90}, "environments": {"prod": {"replicas": TRIGGERS}}}
    assert scaled(later) == {"min": 2, "max": 6, "cpu": 90, **TRIGGERS}


def test_triggers_in_defaults_take_the_place_of_targets_below_them_alone() -> None:
    apps = {"shop": {"defaults": {"replicas": {**TRIGGERS, "memory": 80}}}}
    assert scaled({}, apps=apps) == {"min": 2, "max": 6, "memory": 80, **TRIGGERS}


def test_triggers_that_are_switched_off_leave_the_targets_of_defaults() -> None:
    off = {"replicas": {"triggers": {"mail": {"enabled": False}}}}
    assert scaled({"replicas": TRIGGERS, "environments": {"prod": off}}) == {
        "min": 2, "max": 6, "cpu": 70, "triggers": {},
    }  # fmt: skip


def test_triggers_of_a_worker_take_the_place_of_its_own_targets_in_defaults() -> None:
    worker = {"workers": {"mail": {"replicas": {"max": 9, "cpu": 70}}}}
    resolved = repository(
        {"shop/cart": {"replicas": {"cpu": 60}, "workers": {"mail": {"replicas": TRIGGERS}}}},
        environments={"prod": {"defaults": {**CPU["defaults"], **worker}}},
    )
    cart = service(resolved, "shop/cart")
    assert cart.fields["replicas"] == {"min": 2, "max": 6, "cpu": 60}
    assert cart.fields["workers"]["mail"]["replicas"] == {"max": 9, **TRIGGERS}


def test_a_target_whose_place_is_taken_has_no_history() -> None:
    resolved = repository({"shop/cart": {"replicas": TRIGGERS}}, environments={"prod": CPU})
    layers = service(resolved, "shop/cart").layers
    assert list(layers.history(("replicas", "cpu"))) == []
    assert [value for value, _ in layers.history(("replicas", "min"))] == [2]


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
