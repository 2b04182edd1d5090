"""Names: the alias is the name, nothing is cut, nothing is prefixed, an id is always appended."""

from __future__ import annotations

import pytest

from chartwright.testing.render import Render

from .support import SERVER, WORKER

SECONDARY = {
    **SERVER,
    "ingress": {"web": {"hosts": {"shop.example.com": {"paths": {"/": {}}}}}},
    "externalServices": {"public": {"type": "NodePort", "ports": {"http": {}}}},
    "configMaps": {"app": {"data": {"a": "b"}}},
    "externalSecrets": {"db": {"store": {"name": "vault"}, "extract": "shop/db"}},
    "persistence": {"data": {"type": "pvc", "size": "1Gi", "mountPath": "/data"}},
}


def test_every_main_object_has_the_aliass_name_and_every_other_one_its_id_appended(render: Render) -> None:
    values = {**SECONDARY, "autoscaling": {"max": 3, "cpu": 70}}
    assert render.all({"checkout": values}).names == [
        ("ConfigMap", "checkout-app"),
        ("Deployment", "checkout"),
        ("ExternalSecret", "checkout-db"),
        ("HorizontalPodAutoscaler", "checkout"),
        ("Ingress", "checkout-web"),
        ("NetworkPolicy", "checkout"),
        ("PersistentVolumeClaim", "checkout-data"),
        ("PodDisruptionBudget", "checkout"),
        ("Service", "checkout"),
        ("Service", "checkout-public"),
        ("ServiceAccount", "checkout"),
    ]


def test_a_second_object_of_a_kind_renames_none(render: Render) -> None:
    one = render(SECONDARY).names
    two = render(
        {**SECONDARY, "configMaps": {"app": {"data": {"a": "b"}}, "more": {"data": {"a": "b"}}}}
    ).names
    assert [name for name in two if name not in one] == [("ConfigMap", "cart-more")]


def test_two_services_under_one_umbrella_share_no_name(render: Render) -> None:
    names = render.all({"cart": SECONDARY, "shop": SECONDARY}).names
    assert len(names) == len(set(names)) == 2 * len(render(SECONDARY).names)


def test_a_release_name_that_contains_the_alias_changes_nothing(render: Render) -> None:
    """The rule of `helm create` made both `shop-prod`."""
    objects = render.all({"shop": WORKER, "op": WORKER}, release="shop-prod")
    assert sorted(objects.named("Deployment")) == ["op", "shop"]


def test_full_name_override_names_all(render: Render) -> None:
    objects = render({**SECONDARY, "fullnameOverride": "basket"})
    assert {name.partition("-")[0] for _, name in objects.names} == {"basket"}


def test_the_longest_name_is_kept_whole(render: Render) -> None:
    alias = "a" + 38 * "-" + "z"
    objects = render.all({alias: {**SERVER, "configMaps": {"twenty-characters-id": {"data": {"a": "b"}}}}})
    assert ("Service", alias) in objects.names
    assert ("ConfigMap", f"{alias}-twenty-characters-id") in objects.names


@pytest.mark.parametrize("alias", [41 * "a", "1st", "Cart", "cart-", "cart_v1"])
def test_a_name_that_kubernetes_would_refuse_or_we_would_have_to_cut_is_refused(
    render: Render, alias: str
) -> None:
    assert render.failure(WORKER, alias=alias) == (
        f'Service: {alias}.fullnameOverride: the name "{alias}" is not 1 to 40 characters a-z, 0-9 and -, '
        "with a letter first and no - last"
    )


def test_an_id_that_would_make_a_name_too_long_is_refused(render: Render) -> None:
    values = {**WORKER, "configMaps": {"an-id-with-21-letters": {"data": {}}}}
    assert render.refused_paths(values) == ["cart.configMaps.an-id-with-21-letters"]


@pytest.mark.parametrize("alias", ["n", "y", "on", "no", "true", "null", "e1"])
def test_a_name_that_yaml_reads_as_something_else_stays_a_name(render: Render, alias: str) -> None:
    objects = render.all({alias: SERVER})
    assert {name for _, name in objects.names} == {alias}
    deployment = objects.one("Deployment", alias)
    assert deployment["spec"]["selector"]["matchLabels"]["app.kubernetes.io/name"] == alias
    assert deployment["spec"]["template"]["spec"]["serviceAccountName"] == alias
