"""Rendered objects against their AppProject, by the rules of Argo CD."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from tests.repositories import release, repository

from helmwright.emit.argocd import applications, projects
from helmwright.kubernetes.manifests import Manifest
from helmwright.validate.permissions import permissions
from helmwright.validate.validator import Problem

RESOLVED = repository({"shop/cart": {}})
SHOP = release(RESOLVED, "prod-shop")
APPLICATION = applications.application(RESOLVED.inputs, SHOP, ())
CART = "prod-shop/charts/cart/templates/x.yaml"


def rendered(api_version: str, kind: str, namespace: str = "", name: str = "cart") -> Manifest:
    metadata = {"name": name, **({"namespace": namespace} if namespace else {})}
    return Manifest(CART, {"apiVersion": api_version, "kind": kind, "metadata": metadata})


def refused(manifest: Manifest, **spec: Any) -> list[str]:
    """Why a project with this spec does not permit the object."""
    project = {
        "metadata": {"name": "prod-web"},
        "spec": {"destinations": [{"name": "in-cluster", "namespace": "shop"}], **spec},
    }
    found = permissions([(SHOP, manifest)], {}, [APPLICATION], [project])
    return [finding.message for finding in found]


SERVICES = {"namespaceResourceWhitelist": [{"group": "", "kind": "Service"}]}


def test_a_generated_project_permits_what_it_was_made_from() -> None:
    manifests = [rendered("v1", "Service"), rendered("rbac.authorization.k8s.io/v1", "ClusterRole")]
    project = projects.team(RESOLVED.inputs, SHOP.environment, "web", [SHOP.namespace], manifests, {})
    assert list(permissions([(SHOP, item) for item in manifests], {}, [APPLICATION], [project])) == []


def test_a_kind_that_is_not_listed_is_refused() -> None:
    secret = rendered("v1", "Secret")
    assert list(
        permissions(
            [(SHOP, secret)], {}, [APPLICATION], [{"metadata": {"name": "prod-web"}, "spec": SERVICES}]
        )
    ) == [
        Problem(
            secret,
            (),
            "the AppProject prod-web does not permit Secret cart: "
            "its kind is not in namespaceResourceWhitelist",
            "K204",
            f"rendered by {CART}",
        )
    ]


@pytest.mark.parametrize(
    ("manifest", "spec"),
    [
        (rendered("v1", "Service"), SERVICES),
        (rendered("v1", "Service", "shop"), SERVICES),
        (
            rendered("rbac.authorization.k8s.io/v1", "ClusterRole"),
            {"clusterResourceWhitelist": [{"group": "rbac.authorization.k8s.io", "kind": "ClusterRole"}]},
        ),
        (
            rendered("v1", "Namespace", name="shop"),
            {"clusterResourceWhitelist": [{"group": "", "kind": "Namespace", "name": "shop"}]},
        ),
    ],
    ids=["kind", "namespace", "cluster kind", "named object"],
)
def test_what_is_listed_is_permitted(manifest: Manifest, spec: Mapping[str, Any]) -> None:
    assert refused(manifest, **spec) == []


@pytest.mark.parametrize(
    ("manifest", "spec", "reason"),
    [
        (rendered("example.com/v1", "Service"), SERVICES, "its kind is not in namespaceResourceWhitelist"),
        (rendered("v1", "Service", "ledger"), SERVICES, "ledger is not among its destinations"),
        (
            rendered("rbac.authorization.k8s.io/v1", "ClusterRole"),
            {"namespaceResourceWhitelist": [{"group": "rbac.authorization.k8s.io", "kind": "ClusterRole"}]},
            "its kind is not in clusterResourceWhitelist",
        ),
        (
            rendered("v1", "Namespace", name="ledger"),
            {"clusterResourceWhitelist": [{"group": "", "kind": "Namespace", "name": "shop"}]},
            "its kind is not in clusterResourceWhitelist",
        ),
    ],
    ids=["another group", "another namespace", "a cluster kind", "another object"],
)
def test_what_is_not_listed_is_refused(manifest: Manifest, spec: Mapping[str, Any], reason: str) -> None:
    (message,) = refused(manifest, **spec)
    assert message == f"the AppProject prod-web does not permit {manifest}: {reason}"


def test_a_project_that_is_not_there_permits_nothing() -> None:
    found = permissions([(SHOP, rendered("v1", "Service"))], {}, [APPLICATION], [])
    assert [finding.code for finding in found] == ["K204"]
