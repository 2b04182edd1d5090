"""ClusterRoles that rights of people bind."""

from __future__ import annotations

from dataclasses import replace

from tests.repositories import repository

from helmwright.kubernetes.manifests import Manifest
from helmwright.validate.cluster_roles import cluster_roles


def test_a_cluster_role_that_an_app_renders_is_there() -> None:
    rights = {"dev": {"own": {"clusterRole": "acme-runner"}, "see": {"clusterRole": "view"}}}
    resolved = replace(
        repository({"shop/cart": {}}, environments={"prod": {"roles": rights}}), cluster_roles={"view": ()}
    )
    (release,) = resolved.releases
    prod = resolved.inputs.environments["prod"]
    role = Manifest("x", {"kind": "ClusterRole", "metadata": {"name": "acme-runner"}})
    assert [*cluster_roles(resolved, prod, [(release, role)])] == []
    (found,) = cluster_roles(resolved, prod, [])
    assert (found.code, found.message) == ("K224", "there is no ClusterRole 'acme-runner'")
