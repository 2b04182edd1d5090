"""Kinds inside and outside namespaces."""

from __future__ import annotations

import pytest

from helmwright.scopes import is_cluster_scoped


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
