"""Kinds inside and outside namespaces."""

from __future__ import annotations

import pytest

from helmwright.manifests import Manifest
from helmwright.scopes import identity, is_cluster_scoped


@pytest.mark.parametrize(
    ("group", "kind"),
    [("", "Namespace"), ("rbac.authorization.k8s.io", "ClusterRole"), ("storage.k8s.io", "StorageClass")],
)
def test_a_kind_outside_namespaces_is_cluster_scoped(group: str, kind: str) -> None:
    assert is_cluster_scoped(group, kind)


@pytest.mark.parametrize(
    ("group", "kind"), [("", "Service"), ("apps", "Deployment"), ("rbac.authorization.k8s.io", "Role")]
)
def test_other_kinds_are_namespaced(group: str, kind: str) -> None:
    assert not is_cluster_scoped(group, kind)


def test_a_kind_is_known_with_its_group() -> None:
    assert not is_cluster_scoped("example.com", "Namespace")


def test_an_object_without_a_namespace_is_in_that_of_its_release() -> None:
    bare, named = (
        Manifest("", {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "a", **more}})
        for more in ({}, {"namespace": "shop"})
    )
    assert identity(bare, "shop") == identity(named, "other") == ("", "Secret", "shop", "a")


def test_the_namespace_of_what_lives_outside_of_them_is_nothing() -> None:
    metadata = {"name": "a", "namespace": "shop"}
    role = {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", "metadata": metadata}
    assert identity(Manifest("", role), "shop") == ("rbac.authorization.k8s.io", "ClusterRole", "", "a")
