"""Resources by the names that people call them: in the plural, in the singular, and short."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from helmwright.kubernetes.lists import items
from helmwright.kubernetes.manifests import Manifest
from helmwright.kubernetes.requests import plural
from helmwright.kubernetes.scopes import definitions

# Kinds with their short names (https://kubernetes.io/docs/reference/kubectl/#resource-types, kubectl api-resources).
_KINDS = {
    "": "Binding ComponentStatus,cs ConfigMap,cm Endpoints,ep Event,ev LimitRange,limits Namespace,ns Node,no Pod,po "
    "PodTemplate PersistentVolume,pv PersistentVolumeClaim,pvc ReplicationController,rc ResourceQuota,quota Secret "
    "Service,svc ServiceAccount,sa",
    "apps": "ControllerRevision DaemonSet,ds Deployment,deploy ReplicaSet,rs StatefulSet,sts",
    "batch": "CronJob,cj Job",
    "autoscaling": "HorizontalPodAutoscaler,hpa",
    "policy": "PodDisruptionBudget,pdb",
    "networking.k8s.io": "IPAddress Ingress,ing IngressClass NetworkPolicy,netpol ServiceCIDR",
    "rbac.authorization.k8s.io": "ClusterRole ClusterRoleBinding Role RoleBinding",
    "storage.k8s.io": "CSIDriver CSINode CSIStorageCapacity StorageClass,sc VolumeAttachment VolumeAttributesClass",
    "admissionregistration.k8s.io": "MutatingAdmissionPolicy MutatingAdmissionPolicyBinding "
    "MutatingWebhookConfiguration ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding "
    "ValidatingWebhookConfiguration",
    "apiextensions.k8s.io": "CustomResourceDefinition,crd,crds",
    "apiregistration.k8s.io": "APIService",
    "authentication.k8s.io": "SelfSubjectReview TokenReview",
    "authorization.k8s.io": "LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview "
    "SubjectAccessReview",
    "certificates.k8s.io": "CertificateSigningRequest,csr ClusterTrustBundle Signer",
    "coordination.k8s.io": "Lease",
    "discovery.k8s.io": "EndpointSlice",
    "events.k8s.io": "Event,ev",
    "flowcontrol.apiserver.k8s.io": "FlowSchema PriorityLevelConfiguration",
    "metrics.k8s.io": "Node Pod",
    "node.k8s.io": "RuntimeClass",
    "resource.k8s.io": "DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice",
    "scheduling.k8s.io": "PriorityClass,pc",
}


# A label of DNS, which names of resources are (RFC 1035).
_LABEL = re.compile(r"[a-z]([-a-z0-9]{0,61}[a-z0-9])?")


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource, and what it is called beside."""

    group: str
    name: str
    called: tuple[str, ...] = ()


def of_kind(group: str, kind: str, *short: str) -> Resource:
    """The resource of a kind, whose name in the plural is the usual one."""
    return Resource(group, plural(kind.lower()), (kind.lower(), *short))


def _built_in() -> Iterator[Resource]:
    for group, kinds in _KINDS.items():
        for said in kinds.split():
            kind, *short = said.split(",")
            yield of_kind(group, kind, *short)
    # Who is impersonated, https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/
    yield from (Resource("", name, (name.rstrip("s"),)) for name in ("users", "groups"))
    yield Resource("authentication.k8s.io", "uids")


BUILT_IN = tuple(_built_in())
"""The resources of Kubernetes itself; of two of a name the one comes first that the name alone means."""


def plurals(manifests: Iterable[Manifest]) -> Mapping[tuple[str, str], str]:
    """What resources are called, by group and kind, as far as their definitions are among the objects.

    A name that no API server takes, such as the `*` that means all, is none
    (ValidateCustomResourceDefinitionNames of Kubernetes' apiextensions-apiserver).
    """
    said = {
        kind: str(item.object["spec"]["names"].get("plural")) for kind, item in definitions(manifests).items()
    }
    return {kind: name for kind, name in said.items() if _LABEL.fullmatch(name)}


def defined(manifests: Iterable[Manifest]) -> Iterator[Resource]:
    """What the definitions among the objects define."""
    for (group, kind), manifest in definitions(manifests).items():
        names = manifest.object["spec"]["names"]
        called = (names.get("singular") or kind.lower(), *items(names.get("shortNames")))
        yield Resource(group, str(names.get("plural")), tuple(map(str, called)))
