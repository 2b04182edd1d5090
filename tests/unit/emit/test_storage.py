"""Secrets, configuration and volumes."""

from __future__ import annotations

from typing import Any

import pytest
from tests.repositories import cart_values

STORES = {
    "secretStores": {
        "default": {"name": "aws-secrets-manager"},
        "own": {"name": "vault", "kind": "SecretStore"},
    }
}
CLUSTER_STORE = {"name": "aws-secrets-manager", "kind": "ClusterSecretStore"}


def secret(**fields: Any) -> Any:
    return cart_values({"secrets": {"db": {"key": "shop/db", **fields}}}, STORES)["externalSecrets"]["db"]


def test_each_property_is_fetched_once_and_given_to_its_variables() -> None:
    assert secret(env={"DB_USER": "user", "DB_PASSWORD": "password", "PGUSER": "user"}) == {
        "store": CLUSTER_STORE,
        "data": {
            "password": {"key": "shop/db", "property": "password"},
            "user": {"key": "shop/db", "property": "user"},
        },
        "env": {"DB_PASSWORD": "password", "DB_USER": "user", "PGUSER": "user"},
    }


def test_a_mounted_secret_is_fetched_whole() -> None:
    assert secret(mount="/etc/db") == {"store": CLUSTER_STORE, "extract": "shop/db", "mountPath": "/etc/db"}


def test_a_mounted_secret_may_set_variables_too() -> None:
    assert secret(mount="/etc/db", env={"DB_USER": "user"}) == {
        "store": CLUSTER_STORE,
        "extract": "shop/db",
        "mountPath": "/etc/db",
        "env": {"DB_USER": "user"},
    }


def test_a_secret_names_its_store_and_interval() -> None:
    found = secret(store="own", refresh="15m", env={"DB_USER": "user"})
    assert (found["store"], found["refreshInterval"]) == ({"name": "vault", "kind": "SecretStore"}, "15m")


@pytest.mark.parametrize(
    ("entry", "value"),
    [
        (
            {"data": {"app.yaml": "level: info\n"}, "mount": "/etc/app"},
            {"data": {"app.yaml": "level: info\n"}, "mountPath": "/etc/app"},
        ),
        ({"env": {"LEVEL": "info"}}, {"data": {"LEVEL": "info"}, "asEnv": True}),
    ],
)
def test_configuration_is_files_or_variables(entry: Any, value: Any) -> None:
    assert cart_values({"config": {"app": entry}}) == {"configMaps": {"app": value}}


@pytest.mark.parametrize(
    ("entry", "value"),
    [
        ({"temporary": True}, {"type": "emptyDir", "mountPath": "/data"}),
        ({"temporary": True, "size": "1Gi"}, {"type": "emptyDir", "size": "1Gi", "mountPath": "/data"}),
        (
            {"temporary": True, "memory": True},
            {"type": "emptyDir", "medium": "Memory", "size": "128Mi", "mountPath": "/data"},
        ),
        ({"claim": "legacy"}, {"type": "existing", "claimName": "legacy", "mountPath": "/data"}),
        ({"size": "10Gi"}, {"type": "pvc", "size": "10Gi", "mountPath": "/data"}),
        (
            {"size": "10Gi", "class": "fast", "access": "ReadWriteMany"},
            {
                "type": "pvc",
                "size": "10Gi",
                "storageClass": "gp3",
                "accessModes": ["ReadWriteMany"],
                "mountPath": "/data",
            },
        ),
    ],
)
def test_a_volume_is_temporary_claimed_or_there_already(entry: Any, value: Any) -> None:
    fields = {"storage": {"data": {"mount": "/data", **entry}}}
    assert cart_values(fields, {"storageClasses": {"fast": "gp3"}}) == {"persistence": {"data": value}}


RELAXED = {"safety": "relaxed"}


def test_a_relaxed_environment_removes_claims_without_asking() -> None:
    fields = {"storage": {"data": {"mount": "/data", "size": "10Gi"}}}
    assert cart_values(fields, RELAXED)["keepClaims"] is False


@pytest.mark.parametrize("entry", [{"temporary": True, "size": "1Gi"}, {"claim": "legacy"}])
def test_without_a_claim_of_its_own_there_is_no_removal_to_confirm(entry: Any) -> None:
    values = cart_values({"storage": {"data": {"mount": "/data", **entry}}}, RELAXED)
    assert set(values) == {"persistence"}


@pytest.mark.parametrize("field", ["config", "secrets", "storage"])
def test_an_entry_that_is_switched_off_is_not_there(field: str) -> None:
    assert cart_values({field: {"x": {"enabled": False}}}, STORES) == {}
