"""Where objects live: in a namespace or outside all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from helmwright.kubernetes.manifests import DEFINITION, Manifest

Identity = tuple[str, str, str, str]
"""Group, kind, namespace and name."""
Scopes = Mapping[tuple[str, str], bool]
"""Whether kinds have no namespace, by group and kind."""

CLUSTER_SCOPED = frozenset(
    {
        ("", "ComponentStatus"),
        ("", "Namespace"),
        ("", "Node"),
        ("", "PersistentVolume"),
        ("admissionregistration.k8s.io", "MutatingAdmissionPolicy"),
        ("admissionregistration.k8s.io", "MutatingAdmissionPolicyBinding"),
        ("admissionregistration.k8s.io", "MutatingWebhookConfiguration"),
        ("admissionregistration.k8s.io", "ValidatingAdmissionPolicy"),
        ("admissionregistration.k8s.io", "ValidatingAdmissionPolicyBinding"),
        ("admissionregistration.k8s.io", "ValidatingWebhookConfiguration"),
        ("apiextensions.k8s.io", "CustomResourceDefinition"),
        ("apiregistration.k8s.io", "APIService"),
        ("authentication.k8s.io", "SelfSubjectReview"),
        ("authentication.k8s.io", "TokenReview"),
        ("authorization.k8s.io", "SelfSubjectAccessReview"),
        ("authorization.k8s.io", "SelfSubjectRulesReview"),
        ("authorization.k8s.io", "SubjectAccessReview"),
        ("certificates.k8s.io", "CertificateSigningRequest"),
        ("certificates.k8s.io", "ClusterTrustBundle"),
        ("flowcontrol.apiserver.k8s.io", "FlowSchema"),
        ("flowcontrol.apiserver.k8s.io", "PriorityLevelConfiguration"),
        ("internal.apiserver.k8s.io", "StorageVersion"),
        ("networking.k8s.io", "ClusterCIDR"),
        ("networking.k8s.io", "IPAddress"),
        ("networking.k8s.io", "IngressClass"),
        ("networking.k8s.io", "ServiceCIDR"),
        ("node.k8s.io", "RuntimeClass"),
        ("rbac.authorization.k8s.io", "ClusterRole"),
        ("rbac.authorization.k8s.io", "ClusterRoleBinding"),
        ("resource.k8s.io", "DeviceClass"),
        ("resource.k8s.io", "DeviceTaintRule"),
        ("resource.k8s.io", "ResourceClass"),
        ("resource.k8s.io", "ResourcePoolStatusRequest"),
        ("resource.k8s.io", "ResourceSlice"),
        ("scheduling.k8s.io", "PriorityClass"),
        ("storage.k8s.io", "CSIDriver"),
        ("storage.k8s.io", "CSINode"),
        ("storage.k8s.io", "StorageClass"),
        ("storage.k8s.io", "VolumeAttachment"),
        ("storage.k8s.io", "VolumeAttributesClass"),
        ("storagemigration.k8s.io", "StorageVersionMigration"),
    }
)
"""The kinds of Kubernetes itself that have no namespace (kubectl api-resources --namespaced=false)."""


_OWN_GROUPS = frozenset(
    {
        *("", "apps", "autoscaling", "batch", "policy"),
        *(
            f"{name}.k8s.io"
            for name in (
                *(
                    "admissionregistration",
                    "apiextensions",
                    "apiregistration",
                    "authentication",
                    "authorization",
                ),
                *("certificates", "coordination", "discovery", "events", "flowcontrol.apiserver"),
                *("internal.apiserver", "networking", "node", "rbac.authorization", "resource", "scheduling"),
                *("storage", "storagemigration"),
            )
        ),
    }
)
"""The API groups of Kubernetes itself (https://kubernetes.io/docs/reference/kubernetes-api/)."""


def is_custom(group: str) -> bool:
    """Whether the kinds of an API group are not Kubernetes' own."""
    return group not in _OWN_GROUPS


def is_cluster_scoped(group: str, kind: str) -> bool:
    """Whether a kind of Kubernetes itself has no namespace. Kinds of other groups are taken for namespaced."""
    return (group, kind) in CLUSTER_SCOPED


def definitions(manifests: Iterable[Manifest]) -> Mapping[tuple[str, str], Manifest]:
    """The definitions among the objects, by the group and kind that each defines.

    What names a group of Kubernetes itself defines nothing there: the API server has its kinds already.
    """
    found = {}
    for manifest in manifests:
        spec = manifest.object.get("spec") if manifest.kind == DEFINITION else None
        if isinstance(spec, Mapping) and isinstance(named := spec.get("names"), Mapping):
            group = str(spec.get("group"))
            if is_custom(group):
                found[group, str(named.get("kind"))] = manifest
    return found


def custom_scopes(manifests: Iterable[Manifest]) -> Scopes:
    """Whether custom kinds, by group and kind, have no namespace, as far as their definitions are among the objects."""
    return {
        kind: manifest.object["spec"].get("scope") == "Cluster"
        for kind, manifest in definitions(manifests).items()
    }


def placed(manifest: Manifest, namespace: str) -> Manifest:
    """The object with the namespace written that it goes to: the release's, unless it names one or is outside all.

    Of kinds that are not Kubernetes' own, those outside have a name that says so: ClusterIssuer, GatewayClass.
    """
    kind = manifest.kind
    named = (kind.startswith("Cluster") and kind != "Cluster") or kind.endswith("Class")
    outside = named or is_cluster_scoped(manifest.group, kind)
    about = manifest.object.get("metadata")
    if outside or manifest.namespace or not isinstance(about, Mapping):
        return manifest
    name = {"name": about["name"]} if "name" in about else {}
    return replace(
        manifest, object={**manifest.object, "metadata": {**name, "namespace": namespace, **about}}
    )


def identity(manifest: Manifest, namespace: str) -> Identity:
    """What makes it one object in a cluster: group, kind, namespace and name.

    `namespace` is the release's, where an object goes that names none. One outside namespaces has none, whatever
    it names.
    """
    scoped = is_cluster_scoped(manifest.group, manifest.kind)
    return (
        manifest.group,
        manifest.kind,
        "" if scoped else manifest.namespace or namespace,
        manifest.name,
    )
