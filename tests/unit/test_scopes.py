"""Kinds inside and outside namespaces."""

from __future__ import annotations

import pytest

from helmwright.kubernetes.manifests import Manifest
from helmwright.kubernetes.scopes import identity, is_cluster_scoped, placed
from helmwright.validate.bundle import bundle, versions

NAMESPACED = {
    "": "Binding ConfigMap Endpoints Event LimitRange PersistentVolumeClaim Pod PodTemplate ReplicationController "
    "ResourceQuota Secret Service ServiceAccount",
    "apps": "ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet",
    "authentication.k8s.io": "TokenRequest",
    "authorization.k8s.io": "LocalSubjectAccessReview",
    "autoscaling": "HorizontalPodAutoscaler",
    "batch": "CronJob Job",
    "certificates.k8s.io": "PodCertificateRequest",
    "coordination.k8s.io": "Lease LeaseCandidate",
    "discovery.k8s.io": "EndpointSlice",
    "events.k8s.io": "Event",
    "lifecycle.k8s.io": "Eviction EvictionRequest",
    "networking.k8s.io": "Ingress NetworkPolicy",
    "policy": "Eviction PodDisruptionBudget",
    "rbac.authorization.k8s.io": "Role RoleBinding",
    "resource.k8s.io": "PodScheduling PodSchedulingContext ResourceClaim ResourceClaimParameters ResourceClaimTemplate "
    "ResourceClassParameters",
    "scheduling.k8s.io": "CompositePodGroup PodGroup Workload",
    "storage.k8s.io": "CSIStorageCapacity",
}
NO_OBJECTS = {"APIGroup", "APIVersions", "DeleteOptions", "Scale", "Status"}


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


@pytest.mark.parametrize("version", versions())
def test_every_kind_of_kubernetes_is_known_for_one_or_the_other(version: str) -> None:
    kinds = {(api.rpartition("/")[0], kind) for api, kind in bundle(version).names}
    objects = {(group, kind) for group, kind in kinds if not kind.endswith("List") and kind not in NO_OBJECTS}
    namespaced = {(group, kind) for group, kind in objects if not is_cluster_scoped(group, kind)}
    assert namespaced <= {(group, kind) for group, known in NAMESPACED.items() for kind in known.split()}


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


@pytest.mark.parametrize(
    ("api_version", "kind"),
    [
        ("v1", "Namespace"),
        ("rbac.authorization.k8s.io/v1", "ClusterRole"),
        ("cert-manager.io/v1", "ClusterIssuer"),
        ("gateway.networking.k8s.io/v1", "GatewayClass"),
        ("apiextensions.k8s.io/v1", "CustomResourceDefinition"),
    ],
)
def test_what_is_outside_namespaces_is_put_in_none(api_version: str, kind: str) -> None:
    manifest = Manifest("a", {"apiVersion": api_version, "kind": kind, "metadata": {"name": "a"}})
    assert placed(manifest, "shop") == manifest


def test_an_object_stays_in_the_namespace_that_it_names() -> None:
    about = {"name": "a", "namespace": "kube-system"}
    manifest = Manifest("a", {"apiVersion": "v1", "kind": "Service", "metadata": about})
    assert placed(manifest, "shop") == manifest


def test_any_other_object_is_in_its_releases_namespace() -> None:
    manifest = Manifest("a", {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "a", "labels": {}}})
    assert list(placed(manifest, "shop").object["metadata"].items()) == [
        ("name", "a"),
        ("namespace", "shop"),
        ("labels", {}),
    ]
