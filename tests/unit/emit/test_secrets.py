"""Secrets: one vocabulary, a map of the chart for each form."""

from __future__ import annotations

from typing import Any

import pytest
from tests.repositories import cart_values

STORES = {"secretStores": {"default": {"name": "vault"}}}
ENV = {"env": {"B": "b", "A": "a"}}
FORMS: dict[str, Any] = {
    "secretRefs": {"existing": "legacy"},
    "sealedSecrets": {"sealed": {"a": "AgA", "b": "AgB"}},
    "csiSecrets": {"csi": "secretsManager", "key": "shop/db"},
    "externalSecrets": {"key": "shop/db"},
}


def secret(entry: dict[str, Any], **environment: Any) -> Any:
    """The values of the chart that one secret becomes."""
    with_secret = cart_values({"secrets": {"db": entry}}, {**STORES, **environment})
    without = cart_values({}, {**STORES, **environment})
    return {name: value for name, value in with_secret.items() if name not in without}


@pytest.mark.parametrize("field", FORMS)
def test_each_form_is_a_map_of_its_own_with_the_same_variables(field: str) -> None:
    values = secret({**FORMS[field], **ENV})
    assert list(values) == [field]
    assert values[field]["db"]["env"] == {"A": "a", "B": "b"}


@pytest.mark.parametrize("field", FORMS)
def test_each_form_can_be_a_folder(field: str) -> None:
    assert secret({**FORMS[field], "mount": "/etc/db"})[field]["db"]["mountPath"] == "/etc/db"


def test_an_existing_secret_is_named() -> None:
    assert secret({"existing": "legacy", "mount": "/l"}) == {
        "secretRefs": {"db": {"name": "legacy", "mountPath": "/l"}}
    }


def test_an_existing_secret_may_be_missing_where_it_says_so() -> None:
    entry = {"existing": "legacy", **ENV}
    assert secret({**entry, "optional": True})["secretRefs"]["db"]["optional"] is True
    assert "optional" not in secret({**entry, "optional": False})["secretRefs"]["db"]


def test_a_sealed_secret_is_passed_through() -> None:
    sealed = {"sealed": {"b": "AgB", "a": "AgA"}, "scope": "cluster-wide", "mount": "/s"}
    assert secret(sealed)["sealedSecrets"]["db"] == {
        "encryptedData": {"a": "AgA", "b": "AgB"},
        "scope": "cluster-wide",
        "mountPath": "/s",
    }


@pytest.mark.parametrize(
    ("csi", "kind"), [("secretsManager", "secretsmanager"), ("parameterStore", "ssmparameter")]
)
def test_the_driver_is_told_where_the_secret_is_kept(csi: str, kind: str) -> None:
    values = secret({"csi": csi, "key": "/shop/db", "mount": "/s"})["csiSecrets"]["db"]
    assert values == {"key": "/shop/db", "type": kind, "mountPath": "/s"}


def test_the_driver_need_not_ask_for_the_region() -> None:
    cluster = {"name": "acme", "provider": "eks", "kubernetesVersion": "1.34", "region": "eu-west-1"}
    values = secret({"csi": "secretsManager", "key": "a", "mount": "/s"}, cluster=cluster)
    assert values["csiSecrets"]["db"]["parameters"] == {"region": "eu-west-1"}


def test_the_driver_uses_pod_identity_where_the_environment_does() -> None:
    entry = {"csi": "secretsManager", "key": "a", "mount": "/s"}
    by_agent = secret(entry, identity={"type": "podIdentity"})["csiSecrets"]["db"]
    by_annotation = secret(entry, identity={"type": "irsa"})["csiSecrets"]["db"]
    assert by_agent == by_annotation | {"parameters": {"usePodIdentity": "true"}}


def test_reloader_watches_secrets_where_the_environment_has_it() -> None:
    assert secret({"existing": "legacy", "mount": "/l"}, reloader=True)["reloader"] == {"enabled": True}
    assert cart_values({}, {"reloader": True}) == cart_values({})
