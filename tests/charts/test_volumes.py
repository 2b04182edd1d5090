"""Volumes: one table that the pod and each of its containers are printed from."""

# ruff: noqa: S108 - the paths are in a container

from __future__ import annotations

from typing import Any

import pytest

from chartwright.testing.manifests import Manifests
from chartwright.testing.render import Render

from .support import WORKER

TMP = {"name": "writable-tmp", "emptyDir": {"sizeLimit": "64Mi"}}


def volumes(objects: Manifests) -> Any:
    return objects.pod["spec"].get("volumes", [])


def mounts(objects: Manifests) -> Any:
    return objects.container.get("volumeMounts", [])


def test_tmp_is_writable_by_default(render: Render) -> None:
    objects = render(WORKER)
    assert volumes(objects) == [TMP]
    assert mounts(objects) == [{"name": "writable-tmp", "mountPath": "/tmp"}]


def test_tmp_can_be_switched_off_and_resized(render: Render) -> None:
    objects = render({**WORKER, "writablePaths": {"tmp": {"enabled": False}}})
    assert (volumes(objects), mounts(objects)) == ([], [])
    assert "volumes" not in objects.pod["spec"]
    resized = render({**WORKER, "writablePaths": {"tmp": {"sizeLimit": "1Gi", "medium": "Memory"}}})
    assert volumes(resized) == [
        {"name": "writable-tmp", "emptyDir": {"sizeLimit": "1Gi", "medium": "Memory"}}
    ]


def test_tmp_gives_way_to_a_volume_at_its_place(render: Render) -> None:
    scratch = {"type": "emptyDir", "size": "2Gi", "mountPath": "/tmp"}
    objects = render({**WORKER, "persistence": {"scratch": scratch}})
    assert volumes(objects) == [{"name": "storage-scratch", "emptyDir": {"sizeLimit": "2Gi"}}]
    assert mounts(objects) == [{"name": "storage-scratch", "mountPath": "/tmp"}]


def test_every_source_of_a_volume(render: Render) -> None:
    objects = render(
        {
            **WORKER,
            "writablePaths": {"tmp": {"enabled": False}, "cache": {"path": "/cache"}},
            "configMaps": {
                "app": {"data": {"a": "b"}, "mountPath": "/etc/app"},
                "free": {"data": {"a": "b"}},
            },
            "externalSecrets": {
                "tls": {"store": {"name": "vault"}, "extract": "tls", "mountPath": "/etc/tls"}
            },
            "persistence": {
                "data": {"type": "pvc", "size": "1Gi", "mountPath": "/data", "subPath": "cart"},
                "shared": {
                    "type": "existing",
                    "claimName": "uploads",
                    "mountPath": "/shared",
                    "readOnly": True,
                },
                "shm": {"type": "emptyDir", "medium": "Memory", "mountPath": "/dev/shm"},
            },
        }
    )
    assert volumes(objects) == [
        {"name": "config-app", "configMap": {"name": "cart-app"}},
        {"name": "secret-tls", "secret": {"secretName": "cart-tls"}},
        {"name": "storage-data", "persistentVolumeClaim": {"claimName": "cart-data"}},
        {"name": "storage-shared", "persistentVolumeClaim": {"claimName": "uploads"}},
        {"name": "storage-shm", "emptyDir": {"medium": "Memory", "sizeLimit": "1Gi"}},
        {"name": "writable-cache", "emptyDir": {"sizeLimit": "64Mi"}},
    ]
    assert mounts(objects) == [
        {"name": "config-app", "mountPath": "/etc/app", "readOnly": True},
        {"name": "secret-tls", "mountPath": "/etc/tls", "readOnly": True},
        {"name": "storage-data", "mountPath": "/data", "subPath": "cart"},
        {"name": "storage-shared", "mountPath": "/shared", "readOnly": True},
        {"name": "storage-shm", "mountPath": "/dev/shm"},
        {"name": "writable-cache", "mountPath": "/cache"},
    ]


def test_a_claim_asks_for_its_size_once_and_is_left_to_a_person(render: Render) -> None:
    volume = {"type": "pvc", "size": "10Gi", "storageClass": "gp3", "mountPath": "/data"}
    claim = render({**WORKER, "persistence": {"data": volume}}).one("PersistentVolumeClaim", "cart-data")
    assert claim["spec"] == {
        "accessModes": ["ReadWriteOnce"],
        "storageClassName": "gp3",
        "resources": {"requests": {"storage": "10Gi"}},
    }
    assert claim["metadata"]["annotations"] == {
        "argocd.argoproj.io/compare-options": "IgnoreExtraneous",
        "argocd.argoproj.io/sync-options": "Prune=false,Delete=false",
    }


def test_a_claim_goes_without_asking_where_that_is_said(render: Render) -> None:
    volume = {"type": "pvc", "size": "10Gi", "mountPath": "/data"}
    objects = render({**WORKER, "keepClaims": False, "persistence": {"data": volume}})
    assert "annotations" not in objects.one("PersistentVolumeClaim", "cart-data")["metadata"]


def test_two_volumes_at_one_path_are_refused(render: Render) -> None:
    values = {
        **WORKER,
        "configMaps": {"app": {"data": {"a": "b"}, "mountPath": "/data"}},
        "persistence": {"data": {"type": "pvc", "size": "1Gi", "mountPath": "/data"}},
    }
    assert render.failure(values) == (
        "Deployment: cart.persistence.data.mountPath: configMaps.app.mountPath is the same path"
    )


def test_a_writable_path_without_a_path_is_refused(render: Render) -> None:
    assert render.failure({**WORKER, "writablePaths": {"cache": {"sizeLimit": "1Gi"}}}) == (
        "Deployment: cart.writablePaths.cache.path: is missing"
    )


@pytest.mark.parametrize("path", ["data", "/data/", "/", "/a:b"])
def test_a_mount_path_that_is_not_plain_is_refused(render: Render, path: str) -> None:
    volume = {"type": "emptyDir", "mountPath": path}
    assert render.refused_paths({**WORKER, "persistence": {"data": volume}}) == [
        "cart.persistence.data.mountPath"
    ]


@pytest.mark.parametrize("volume", [{"type": "pvc"}, {"type": "existing"}])
def test_a_volume_that_lacks_what_its_type_needs_is_refused(render: Render, volume: dict[str, str]) -> None:
    values = {**WORKER, "persistence": {"data": {**volume, "mountPath": "/data"}}}
    assert render.refused_paths(values) == ["cart.persistence.data"]


def test_an_ephemeral_volume_is_a_claim_of_each_pod(render: Render) -> None:
    volume = {"type": "ephemeral", "size": "50Gi", "storageClass": "gp3", "mountPath": "/disk"}
    objects = render({**WORKER, "persistence": {"disk": volume}})
    (found,) = [item for item in objects.pod["spec"]["volumes"] if item["name"] == "storage-disk"]
    assert found["ephemeral"]["volumeClaimTemplate"]["spec"] == {
        "accessModes": ["ReadWriteOnce"],
        "storageClassName": "gp3",
        "resources": {"requests": {"storage": "50Gi"}},
    }
    assert objects.named("PersistentVolumeClaim") == {}
    assert objects.one("Deployment")["spec"]["strategy"]["type"] == "RollingUpdate"


BESIDE = {
    **WORKER,
    "sidecars": {"proxy": {"resources": WORKER["resources"]}},
    "initContainers": {"build": {}},
    "workers": {"mailer": {}},
    "jobs": {"migrate": {}},
}


def mounted(objects: Manifests, kind: str, name: str | None = None) -> dict[str, dict[str, str]]:
    """The volumes of each container of an object's pods, by path."""
    spec = objects.one(kind, name)["spec"]["template"]["spec"]
    containers = (*spec["containers"], *spec.get("initContainers", ()))
    found = {
        item["name"]: {mount["mountPath"]: mount["name"] for mount in item.get("volumeMounts", ())}
        for item in containers
    }
    used = {name for mounts in found.values() for name in mounts.values()}
    assert used == {volume["name"] for volume in spec.get("volumes", ())}
    return found


def test_a_volume_is_where_a_container_says_and_nowhere_else(render: Render) -> None:
    pages = {"type": "emptyDir", "mountPath": {"build": "/out", "cart": "/srv"}}
    secret = {"name": "mail", "mountPath": {"mailer": "/etc/mail"}}
    objects = render({**BESIDE, "persistence": {"pages": pages}, "secretRefs": {"mail": secret}})
    tmp = {"/tmp": "writable-tmp"}
    assert mounted(objects, "Deployment", "cart") == {
        "cart": {"/srv": "storage-pages", **tmp},
        "proxy": tmp,
        "build": {"/out": "storage-pages", **tmp},
    }
    assert mounted(objects, "Deployment", "cart-mailer") == {"cart": {"/etc/mail": "secret-mail", **tmp}}
    assert mounted(objects, "Job") == {"cart": tmp}


def test_tmp_gives_way_only_where_something_is_in_its_place(render: Render) -> None:
    scratch = {"type": "emptyDir", "mountPath": {"proxy": "/tmp"}}
    found = mounted(render({**BESIDE, "persistence": {"scratch": scratch}}), "Deployment", "cart")
    assert (found["cart"], found["proxy"]) == ({"/tmp": "writable-tmp"}, {"/tmp": "storage-scratch"})


def test_containers_may_have_different_volumes_at_one_path(render: Render) -> None:
    volumes = {name: {"type": "emptyDir", "mountPath": {name: "/data"}} for name in ("cart", "proxy")}
    found = mounted(render({**BESIDE, "persistence": volumes}), "Deployment", "cart")
    assert (found["cart"]["/data"], found["proxy"]["/data"]) == ("storage-cart", "storage-proxy")


def test_the_driver_fills_a_secret_for_variables_whoever_mounts_it(render: Render) -> None:
    entry = {"key": "a", "type": "secretsmanager", "env": {"A": "a"}, "mountPath": {"proxy": "/etc/a"}}
    spec = render({**BESIDE, "csiSecrets": {"a": entry}}).one("Deployment", "cart-mailer")["spec"]
    assert "secret-a" in [volume["name"] for volume in spec["template"]["spec"]["volumes"]]
