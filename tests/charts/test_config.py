"""Configuration: ConfigMaps and ExternalSecrets of the service."""

from __future__ import annotations

from typing import Any

import pytest

from chartwright.testing.render import Render

from .support import WORKER

STORE = {"store": {"name": "vault"}}
DEFAULTS = {"conversionStrategy": "Default", "decodingStrategy": "None", "metadataPolicy": "None"}


def checksum(render: Render, config_maps: dict[str, Any]) -> str | None:
    annotations: dict[str, str] = (
        render({**WORKER, "configMaps": config_maps}).pod["metadata"].get("annotations", {})
    )
    return annotations.get("checksum/config")


def external_secret(render: Render, entry: dict[str, Any]) -> Any:
    return render({**WORKER, "externalSecrets": {"db": entry}}).one("ExternalSecret", "cart-db")


def test_a_config_map_holds_its_data(render: Render) -> None:
    data = {"app.yaml": "a: 1\nb:\n  - c\n", "empty": ""}
    assert (
        render({**WORKER, "configMaps": {"app": {"data": data}}}).one("ConfigMap", "cart-app")["data"] == data
    )


def test_one_file_is_mounted_beside_what_its_folder_holds(render: Render) -> None:
    values = {"app": {"data": {"app.yaml": "a", "b": ""}, "file": "app.yaml", "mountPath": "/app/app.yaml"}}
    mounts = render({**WORKER, "configMaps": values}).container["volumeMounts"]
    expected = {"name": "config-app", "mountPath": "/app/app.yaml", "subPath": "app.yaml", "readOnly": True}
    assert expected in mounts


def test_a_config_map_that_exists_is_mounted_and_not_made(render: Render) -> None:
    entry = {"name": "shared-theme", "mountPath": "/etc/theme"}
    objects = render({**WORKER, "configMaps": {"theme": entry}})
    volumes = objects.pod["spec"]["volumes"]
    assert {"name": "config-theme", "configMap": {"name": "shared-theme"}} in volumes
    assert "ConfigMap" not in [item.kind for item in objects]
    assert checksum(render, {"theme": entry}) is None


def test_pods_restart_when_a_config_map_they_use_changes(render: Render) -> None:
    used = {"data": {"a": "1"}, "asEnv": True}
    assert checksum(render, {"app": used}) != checksum(render, {"app": {**used, "data": {"a": "2"}}})
    assert checksum(render, {"app": used}) == checksum(render, {"app": {**used, "mountPath": "/etc/app"}})


def test_pods_do_not_restart_for_a_config_map_they_do_not_use(render: Render) -> None:
    assert checksum(render, {"other": {"data": {"a": "1"}}}) is None
    assert checksum(render, {"other": {"data": {"a": "1"}, "asEnv": True, "enabled": False}}) is None


def test_an_external_secret_with_the_operators_defaults_spelt_out(render: Render) -> None:
    entry = {
        "store": {"name": "team-vault", "kind": "SecretStore"},
        "refreshInterval": "15m",
        "data": {
            "user": {"key": "shop/db"},
            "password": {"key": "shop/db", "property": "password", "version": "2"},
            "unused": {"key": "a", "enabled": False},
        },
        "extract": "shop/all",
    }
    assert external_secret(render, entry)["spec"] == {
        "refreshInterval": "15m",
        "secretStoreRef": {"name": "team-vault", "kind": "SecretStore"},
        "target": {"name": "cart-db", "creationPolicy": "Owner", "deletionPolicy": "Retain"},
        "data": [
            {
                "secretKey": "password",
                "remoteRef": {"key": "shop/db", "property": "password", "version": "2", **DEFAULTS},
            },
            {"secretKey": "user", "remoteRef": {"key": "shop/db", **DEFAULTS}},
        ],
        "dataFrom": [{"extract": {"key": "shop/all", **DEFAULTS}}],
    }


def test_the_default_store_is_the_clusters_and_is_read_hourly(render: Render) -> None:
    spec = external_secret(render, {**STORE, "extract": "a"})["spec"]
    assert spec["secretStoreRef"] == {"name": "vault", "kind": "ClusterSecretStore"}
    assert spec["refreshInterval"] == "1h"
    assert "data" not in spec


def test_argo_cd_may_meet_an_external_secret_before_its_definition(render: Render) -> None:
    annotations = external_secret(render, {**STORE, "extract": "a"})["metadata"]["annotations"]
    assert annotations["argocd.argoproj.io/sync-options"] == "SkipDryRunOnMissingResource=true"


def test_a_variable_of_a_key_that_is_not_there_is_refused(render: Render) -> None:
    entry = {**STORE, "data": {"user": {"key": "a"}}, "env": {"DB_PASSWORD": "password"}}
    assert render.failure({**WORKER, "externalSecrets": {"db": entry}}) == (
        'ExternalSecret: cart.externalSecrets.db.env.DB_PASSWORD: data has no key "password"; allowed: user'
    )


def test_any_key_of_a_whole_remote_secret_can_be_a_variable(render: Render) -> None:
    entry = {**STORE, "extract": "shop/db", "env": {"DB_PASSWORD": "password"}}
    assert render({**WORKER, "externalSecrets": {"db": entry}}).container["env"][0]["name"] == "DB_PASSWORD"


@pytest.mark.parametrize("entry", [STORE, {"extract": "a"}])
def test_a_secret_from_nowhere_is_refused(render: Render, entry: dict[str, Any]) -> None:
    assert render.refused_paths({**WORKER, "externalSecrets": {"db": entry}})[0].startswith(
        "cart.externalSecrets.db"
    )


@pytest.mark.parametrize("value", [1, True, ["a"], {"a": "b"}])
def test_config_map_data_that_is_not_text_is_refused(render: Render, value: Any) -> None:
    values = {**WORKER, "configMaps": {"app": {"data": {"a": value}}}}
    assert render.refused_paths(values) == ["cart.configMaps.app.data.a"]


def config_map(size: int) -> Any:
    data = {"a": "é" * (size // 4), "b": "b" * (size // 2)}
    return {"app": {"data": data}}


def test_a_config_map_that_kubernetes_would_not_take_is_refused(render: Render) -> None:
    assert render.failure({**WORKER, "configMaps": config_map(2**20 + 4)}) == (
        "ConfigMap: cart.configMaps.app.data: 1048580 bytes are more than the 1048576 that Kubernetes takes"
    )


def test_a_config_map_of_the_most_bytes_is_rendered(render: Render) -> None:
    rendered = render({**WORKER, "configMaps": config_map(2**20)}).one("ConfigMap", "cart-app")
    assert rendered["data"] == config_map(2**20)["app"]["data"]


@pytest.mark.parametrize(("size", "option"), [(2**17, None), (2**17 + 4, "ServerSideApply=true")])
def test_a_config_map_that_an_annotation_cannot_repeat_is_applied_by_the_server(
    render: Render, size: int, option: str | None
) -> None:
    metadata = render({**WORKER, "configMaps": config_map(size)}).one("ConfigMap", "cart-app")["metadata"]
    assert metadata["annotations"].get("argocd.argoproj.io/sync-options") == option
