"""Secrets: existing ones, sealed ones and those that a driver mounts, all used in the same way."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from chartwright.testing.manifests import Manifests
from chartwright.testing.render import Render

from .support import WORKER

SEALED = {"encryptedData": {"password": "AgBy3i4O"}}
EXTERNAL = {"store": {"name": "vault"}, "extract": "shop/db"}
FORMS: dict[str, tuple[dict[str, Any], str]] = {
    "externalSecrets": (EXTERNAL, "cart-db"),
    "secretRefs": ({"name": "legacy"}, "legacy"),
    "sealedSecrets": (SEALED, "cart-db"),
    "csiSecrets": ({"key": "shop/db"}, "cart-db"),
}
"""An entry of each form, and the name of its Secret."""


def with_secret(render: Render, field: str, **more: Any) -> Manifests:
    entry, _ = FORMS[field]
    return render({**WORKER, field: {"db": {**entry, **more}}})


def volume(objects: Manifests) -> Any:
    (found,) = (item for item in objects.pod["spec"]["volumes"] if item["name"] == "secret-db")
    return found


@pytest.mark.parametrize("field", FORMS)
def test_a_key_of_a_secret_of_any_form_can_be_a_variable(render: Render, field: str) -> None:
    assert with_secret(render, field, env={"DB_PASSWORD": "password"}).container["env"] == [
        {
            "name": "DB_PASSWORD",
            "valueFrom": {"secretKeyRef": {"name": FORMS[field][1], "key": "password"}},
        }
    ]


@pytest.mark.parametrize("field", ["externalSecrets", "secretRefs", "sealedSecrets"])
def test_a_secret_can_be_a_directory(render: Render, field: str) -> None:
    objects = with_secret(render, field, mountPath="/etc/db")
    assert volume(objects) == {"name": "secret-db", "secret": {"secretName": FORMS[field][1]}}
    assert {"name": "secret-db", "mountPath": "/etc/db", "readOnly": True} in objects.container[
        "volumeMounts"
    ]


def test_a_secret_that_is_not_mounted_is_no_volume(render: Render) -> None:
    volumes = with_secret(render, "secretRefs", env={"A": "a"}).pod["spec"]["volumes"]
    assert [item["name"] for item in volumes] == ["writable-tmp"]


def test_an_existing_secret_may_be_missing(render: Render) -> None:
    objects = with_secret(render, "secretRefs", optional=True, env={"A": "a"}, mountPath="/etc/db")
    reference = objects.container["env"][0]["valueFrom"]["secretKeyRef"]
    assert reference == {"name": "legacy", "key": "a", "optional": True}
    assert volume(objects)["secret"] == {"secretName": "legacy", "optional": True}


def test_a_driver_mounts_its_secret_always_since_the_secret_exists_only_then(render: Render) -> None:
    objects = with_secret(render, "csiSecrets", env={"DB_PASSWORD": "password"})
    assert volume(objects)["csi"] == {
        "driver": "secrets-store.csi.k8s.io",
        "readOnly": True,
        "volumeAttributes": {"secretProviderClass": "cart-db"},
    }
    mounts = {mount["name"]: mount["mountPath"] for mount in objects.container["volumeMounts"]}
    assert mounts["secret-db"] == "/mnt/secrets/db"


def provider_class(render: Render, **entry: Any) -> Any:
    return with_secret(render, "csiSecrets", **entry).one("SecretProviderClass", "cart-db")["spec"]


def test_each_property_in_use_is_a_file_and_a_key(render: Render) -> None:
    spec = provider_class(render, env={"USER": "user", "PASSWORD": "pass-word", "AGAIN": "user"})
    assert yaml.safe_load(spec["parameters"]["objects"]) == [
        {
            "objectName": "shop/db",
            "objectType": "secretsmanager",
            "objectAlias": "db",
            "jmesPath": [
                {"path": '"pass-word"', "objectAlias": "pass-word"},
                {"path": '"user"', "objectAlias": "user"},
            ],
        }
    ]
    assert spec["secretObjects"] == [
        {
            "secretName": "cart-db",
            "type": "Opaque",
            "data": [
                {"objectName": "pass-word", "key": "pass-word"},
                {"objectName": "user", "key": "user"},
            ],
        }
    ]


def test_a_secret_that_is_only_mounted_is_copied_nowhere(render: Render) -> None:
    spec = provider_class(render, type="ssmparameter", mountPath="/etc/db")
    assert "secretObjects" not in spec
    assert yaml.safe_load(spec["parameters"]["objects"]) == [
        {"objectName": "shop/db", "objectType": "ssmparameter", "objectAlias": "db"}
    ]


def test_the_provider_can_be_told_more(render: Render) -> None:
    assert provider_class(render, parameters={"region": "eu-west-1"})["parameters"]["region"] == "eu-west-1"
    refused = {**WORKER, "csiSecrets": {"db": {"key": "a", "parameters": {"objects": "[]"}}}}
    assert render.refused_paths(refused) == ["cart.csiSecrets.db.parameters.objects"]


def test_a_sealed_secret_holds_what_was_sealed_under_the_name_it_was_sealed_for(render: Render) -> None:
    sealed = with_secret(render, "sealedSecrets").one("SealedSecret", "cart-db")
    assert sealed["spec"]["encryptedData"] == {"password": "AgBy3i4O"}
    assert sealed["spec"]["template"]["type"] == "Opaque"


@pytest.mark.parametrize("scope", ["namespace-wide", "cluster-wide"])
def test_the_scope_is_said_on_both_the_sealed_secret_and_its_secret(render: Render, scope: str) -> None:
    sealed = with_secret(render, "sealedSecrets", scope=scope).one("SealedSecret", "cart-db")
    said = {f"sealedsecrets.bitnami.com/{scope}": "true"}
    assert said.items() <= sealed["metadata"]["annotations"].items()
    assert sealed["spec"]["template"]["metadata"]["annotations"] == said


def test_secrets_are_there_before_the_pods(render: Render) -> None:
    for field, kind in (("sealedSecrets", "SealedSecret"), ("csiSecrets", "SecretProviderClass")):
        annotations = with_secret(render, field).one(kind, "cart-db")["metadata"]["annotations"]
        assert annotations["argocd.argoproj.io/sync-wave"] == "-20"


def test_two_secrets_of_one_id_are_refused_since_one_would_replace_the_other(render: Render) -> None:
    values = {**WORKER, "externalSecrets": {"db": EXTERNAL}, "sealedSecrets": {"db": SEALED}}
    assert (
        render.failure(values) == "Deployment: cart.sealedSecrets.db: externalSecrets has an entry of this id"
    )


def test_a_variable_of_two_secrets_is_refused(render: Render) -> None:
    values = {**WORKER, "secretRefs": {"a": {"name": "a", "env": {"A": "a"}}}, "env": {"A": "x"}}
    assert (
        render.failure(values)
        == "Deployment: cart.secretRefs.a.env.A: env or another secret sets this variable too"
    )


def reloaded(render: Render, **values: Any) -> str | None:
    metadata = render({**WORKER, "reloader": {"enabled": True}, **values}).one("Deployment")["metadata"]
    found: str | None = metadata.get("annotations", {}).get("secret.reloader.stakater.com/reload")
    return found


def test_reloader_watches_the_secrets_that_the_pods_use(render: Render) -> None:
    values = {
        "secretRefs": {"a": {"name": "legacy", "env": {"A": "a"}}, "b": {"name": "unused"}},
        "externalSecrets": {"db": {**EXTERNAL, "mountPath": "/etc/db"}},
        "envFrom": {"flags": {"secret": "flags"}, "settings": {"configMap": "settings"}},
    }
    assert reloaded(render, **values) == "cart-db,flags,legacy"


@pytest.mark.parametrize("kind", ["StatefulSet", "DaemonSet", "Rollout"])
def test_reloader_watches_for_every_kind_of_workload(render: Render, kind: str) -> None:
    secret = {"a": {"name": "legacy", "env": {"A": "a"}}}
    rollout = {"rollout": {"type": "canary"}} if kind == "Rollout" else {}
    values = {
        **WORKER,
        "workload": {"type": kind},
        **rollout,
        "secretRefs": secret,
        "reloader": {"enabled": True},
    }
    annotations = render(values).one(kind)["metadata"]["annotations"]
    assert annotations["secret.reloader.stakater.com/reload"] == "legacy"


def test_reloader_leaves_config_maps_alone_since_their_checksum_restarts_already(render: Render) -> None:
    assert reloaded(render, configMaps={"app": {"data": {"a": "b"}, "asEnv": True}}) is None


def test_reloader_changes_nothing_about_the_pods(render: Render) -> None:
    with_reloader = {
        **WORKER,
        "secretRefs": {"a": {"name": "a", "env": {"A": "a"}}},
        "reloader": {"enabled": True},
    }
    assert render(with_reloader).pod == render({**with_reloader, "reloader": {"enabled": False}}).pod
