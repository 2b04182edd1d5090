"""API versions that Kubernetes has deprecated.

Source: https://kubernetes.io/docs/reference/using-api/deprecation-guide/, and for Endpoints
https://kubernetes.io/blog/2025/04/24/endpoints-deprecation/
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Removal:
    """The version that no longer serves it, empty where none is named, and what serves the kind instead."""

    removed: str
    instead: str


_ROWS = (
    ("1.32", "flowcontrol.apiserver.k8s.io/v1beta3", "FlowSchema PriorityLevelConfiguration", "v1"),
    ("1.29", "flowcontrol.apiserver.k8s.io/v1beta2", "FlowSchema PriorityLevelConfiguration", "v1"),
    ("1.27", "storage.k8s.io/v1beta1", "CSIStorageCapacity", "v1"),
    ("1.26", "flowcontrol.apiserver.k8s.io/v1beta1", "FlowSchema PriorityLevelConfiguration", "v1"),
    ("1.26", "autoscaling/v2beta2", "HorizontalPodAutoscaler", "v2"),
    ("1.25", "autoscaling/v2beta1", "HorizontalPodAutoscaler", "v2"),
    ("1.25", "batch/v1beta1", "CronJob", "v1"),
    ("1.25", "discovery.k8s.io/v1beta1", "EndpointSlice", "v1"),
    ("1.25", "events.k8s.io/v1beta1", "Event", "v1"),
    ("1.25", "node.k8s.io/v1beta1", "RuntimeClass", "v1"),
    ("1.25", "policy/v1beta1", "PodDisruptionBudget", "v1"),
    ("1.25", "policy/v1beta1", "PodSecurityPolicy", ""),
    (
        "1.22",
        "admissionregistration.k8s.io/v1beta1",
        "MutatingWebhookConfiguration ValidatingWebhookConfiguration",
        "v1",
    ),
    ("1.22", "apiextensions.k8s.io/v1beta1", "CustomResourceDefinition", "v1"),
    ("1.22", "apiregistration.k8s.io/v1beta1", "APIService", "v1"),
    ("1.22", "authentication.k8s.io/v1beta1", "TokenReview", "v1"),
    (
        "1.22",
        "authorization.k8s.io/v1beta1",
        "LocalSubjectAccessReview SelfSubjectAccessReview SubjectAccessReview",
        "v1",
    ),
    ("1.22", "certificates.k8s.io/v1beta1", "CertificateSigningRequest", "v1"),
    ("1.22", "coordination.k8s.io/v1beta1", "Lease", "v1"),
    ("1.22", "extensions/v1beta1", "Ingress", "networking.k8s.io/v1"),
    ("1.22", "networking.k8s.io/v1beta1", "Ingress IngressClass", "v1"),
    ("1.22", "rbac.authorization.k8s.io/v1beta1", "ClusterRole ClusterRoleBinding Role RoleBinding", "v1"),
    ("1.22", "scheduling.k8s.io/v1beta1", "PriorityClass", "v1"),
    ("1.22", "storage.k8s.io/v1beta1", "CSIDriver CSINode StorageClass VolumeAttachment", "v1"),
    ("1.16", "extensions/v1beta1", "DaemonSet Deployment ReplicaSet", "apps/v1"),
    ("1.16", "extensions/v1beta1", "NetworkPolicy", "networking.k8s.io/v1"),
    ("1.16", "extensions/v1beta1", "PodSecurityPolicy", ""),
    ("1.16", "apps/v1beta1", "Deployment StatefulSet ReplicaSet", "v1"),
    ("1.16", "apps/v1beta2", "DaemonSet Deployment StatefulSet ReplicaSet", "v1"),
    ("", "v1", "ComponentStatus", ""),
    ("", "v1", "Endpoints", "EndpointSlice of discovery.k8s.io/v1"),
)
"""The version without it, the API version, its kinds, and the version (of the same group) that replaces it."""


def _removals() -> Iterator[tuple[tuple[str, str], Removal]]:
    for removed, api_version, kinds, instead in _ROWS:
        group = api_version.rpartition("/")[0]
        full = f"{group}/{instead}" if instead in ("v1", "v2") else instead
        for kind in kinds.split():
            yield (api_version, kind), Removal(removed, full)


REMOVED: Mapping[tuple[str, str], Removal] = dict(_removals())
"""Removals by apiVersion and kind."""
