"""Fields that the API server, or the controller behind a kind, never lets change.

An apply that changes one is refused, and the way out is to delete the object: its pods, its load balancer or
its data go with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from helmwright.kubernetes.manifests import Object

Path = tuple[str, ...]

_API = "https://kubernetes.io/docs/reference/kubernetes-api"
_DEPLOYMENT = "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#label-selector-updates"
_DAEMON_SET = "https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/#pod-selector"
_STATEFUL_SET = "https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/apis/apps/validation/validation.go"
_JOB = "https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/apis/batch/validation/validation.go"
_CORE = "https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/apis/core/validation/validation.go"
_SERVICE = f"{_API}/service-resources/service-v1/"
_RBAC = "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#clusterrolebinding-example"
_CLASS = "https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/apis/storage/validation/validation.go"
_PRIORITY = (
    "https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/apis/scheduling/validation/validation.go"
)
# Argo Rollouts refuses it from 1.9 on; before, it left the pods of the old selector running.
_ROLLOUT = "https://github.com/argoproj/argo-rollouts/pull/4084"
_TARGETS = "https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/0a27108f617683e51e6b39675b855aa31f650eac/webhooks/elbv2/targetgroupbinding_validator.go"

_SELECTS = "its pods are found by the selector, which cannot change"


@dataclass(frozen=True, slots=True)
class Immutable:
    """A field of a kind that cannot change, but for what is `besides` in it; `source` is where that is said."""

    group: str
    kind: str
    path: Path
    reason: str
    source: str
    besides: frozenset[str] = frozenset()


IMMUTABLE: tuple[Immutable, ...] = (
    Immutable("apps", "Deployment", ("spec", "selector"), _SELECTS, _DEPLOYMENT),
    Immutable("apps", "ReplicaSet", ("spec", "selector"), _SELECTS, _DEPLOYMENT),
    Immutable("apps", "DaemonSet", ("spec", "selector"), _SELECTS, _DAEMON_SET),
    Immutable("argoproj.io", "Rollout", ("spec", "selector"), _SELECTS, _ROLLOUT),
    Immutable(
        "apps",
        "StatefulSet",
        ("spec",),
        "a StatefulSet takes only other replicas, ordinals, templates and strategies",
        _STATEFUL_SET,
        # Another revisionHistoryLimit is refused, too, by the oldest Kubernetes that we generate for.
        frozenset(
            {
                *("replicas", "ordinals", "template", "updateStrategy", "minReadySeconds"),
                "persistentVolumeClaimRetentionPolicy",
            }
        ),
    ),
    *(
        Immutable("batch", "Job", ("spec", field), "what a Job runs cannot change under its name", _JOB)
        for field in ("template", "selector", "completionMode", "podFailurePolicy", "successPolicy")
    ),
    Immutable(
        "",
        "PersistentVolumeClaim",
        ("spec",),
        "a claim can only grow",
        _CORE,
        frozenset({"resources", "volumeAttributesClassName"}),
    ),
    Immutable(
        "",
        "Pod",
        ("spec",),
        "a pod takes only other images",
        _CORE,
        frozenset({"containers", "initContainers", "tolerations", "activeDeadlineSeconds"}),
    ),
    Immutable("", "Service", ("spec", "clusterIP"), "the address is given once", _SERVICE),
    Immutable("", "Service", ("spec", "loadBalancerClass"), "one controller owns it for good", _SERVICE),
    Immutable(
        "",
        "Service",
        ("spec", "selector"),
        "it finds no pods until new ones have the labels that it now asks for",
        _SERVICE,
    ),
    Immutable("", "Secret", ("type",), "the type is set once", _CORE),
    *(
        Immutable("rbac.authorization.k8s.io", kind, ("roleRef",), "a binding is for one role", _RBAC)
        for kind in ("RoleBinding", "ClusterRoleBinding")
    ),
    *(
        Immutable("storage.k8s.io", "StorageClass", (field,), "volumes were made by what it says", _CLASS)
        for field in ("provisioner", "parameters", "reclaimPolicy", "volumeBindingMode")
    ),
    *(
        Immutable("scheduling.k8s.io", "PriorityClass", (field,), "pods were given the priority", _PRIORITY)
        for field in ("value", "preemptionPolicy")
    ),
    *(
        Immutable("elbv2.k8s.aws", "TargetGroupBinding", ("spec", field), "its webhook refuses it", _TARGETS)
        for field in ("targetGroupARN", "targetType", "ipAddressType", "vpcID")
    ),
)
"""Kinds and fields of charts; a kind that is not here can change in every field, as far as we know."""


def violations(kind: tuple[str, str], before: Object, after: Object) -> Iterator[tuple[Path, str, str]]:
    """Each field of an object that changes and cannot: its path, why, and where that is said.

    The objects are as `chartwright.diff.normalized` has them.
    """
    for row in IMMUTABLE:
        if (row.group, row.kind) == kind and not _may_change(row, before, after):
            old, new = value(before, row.path), value(after, row.path)
            if row.besides:
                keys = sorted({*(old or {}), *(new or {})} - row.besides)
                changed = [key for key in keys if (old or {}).get(key) != (new or {}).get(key)]
                yield from (((*row.path, key), row.reason, row.source) for key in changed)
            elif old != new:
                yield row.path, row.reason, row.source
    if kind in _SEALED and before.get("immutable") is True:
        fields = [
            key
            for key in ("data", "binaryData", "stringData", "immutable")
            if before.get(key) != after.get(key)
        ]
        yield from (((field,), "it is marked immutable", _CORE) for field in fields)
    if kind == ("", "PersistentVolumeClaim") and _size(after) < _size(before):
        yield _STORAGE, "a claim can only grow", _CORE


def value(item: Any, path: Path) -> Any:
    """What stands at the path, None when nothing does."""
    for step in path:
        item = item.get(step) if isinstance(item, Mapping) else None
    return item


_SEALED = {("", "ConfigMap"), ("", "Secret")}
_STORAGE = ("spec", "resources", "requests", "storage")
_HOOKS = ("argocd.argoproj.io/hook", "helm.sh/hook")


def _may_change(row: Immutable, before: Object, after: Object) -> bool:
    """Whether the field goes with a load balancer, or the object is made anew at each sync, as hooks are."""
    if row.path == ("spec", "loadBalancerClass"):
        return {value(item, ("spec", "type")) for item in (before, after)} != {"LoadBalancer"}
    annotations = value(after, ("metadata", "annotations")) or {}
    return row.kind in ("Job", "Pod") and any(hook in annotations for hook in _HOOKS)


def _size(claim: Object) -> Fraction:
    found = value(claim, _STORAGE)
    return found if isinstance(found, Fraction) else Fraction(0)
