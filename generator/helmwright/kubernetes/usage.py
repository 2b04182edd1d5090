"""What objects use of a ResourceQuota: https://kubernetes.io/docs/concepts/policy/resource-quotas/."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from helmwright.kubernetes.manifests import Object
from helmwright.kubernetes.pod_resources import Amounts, Container, added, read, total

_RESOURCES = ("cpu", "memory", "ephemeral-storage")
COMPUTE = {
    f"{prefix}{resource}": (section, resource)
    for prefix, section in (("", "requests"), ("requests.", "requests"), ("limits.", "limits"))
    for resource in _RESOURCES
}
"""The names of a quota that count containers, of which each must say its part, and where it says that
(Kubernetes' pkg/quota/v1/evaluator/core/pods.go)."""

_COUNTED = {
    "ConfigMap": "configmaps",
    "Secret": "secrets",
    "Service": "services",
}
_KEEPS_PODS = frozenset({"Deployment", "StatefulSet", "ReplicaSet", "ReplicationController", "Rollout"})
AUTOSCALERS = {"HorizontalPodAutoscaler": ("minReplicas", 1), "ScaledObject": ("minReplicaCount", 0)}
"""The kinds that scale others, each with the field of the fewest pods and its default."""

Scales = Mapping[tuple[str, str], int]
"""The fewest pods that an autoscaler leaves, by kind and name of what it scales."""


def scales(items: Iterable[Object]) -> Scales:
    """What the autoscalers among a namespace's objects scale."""
    found = {}
    for item in items:
        if item["kind"] in AUTOSCALERS:
            field, default = AUTOSCALERS[item["kind"]]
            target = item["spec"]["scaleTargetRef"]
            found[target.get("kind", "Deployment"), target["name"]] = item["spec"].get(field, default)
    return found


def usage(item: Object, pod: tuple[Container, ...], scaled: Scales) -> Amounts:
    """What an object uses at least for as long as it is there; `pod` are the containers of its pods.

    Pods that end are not counted, and a DaemonSet has one pod: how many nodes there are is not known.
    """
    kind, spec = item["kind"], item.get("spec") or {}
    count = _pods(item, scaled)
    claims = spec.get("volumeClaimTemplates") or () if kind == "StatefulSet" else ()
    return added(
        {_COUNTED[kind]: Fraction(1)} if kind in _COUNTED else {},
        _ways_in(spec) if kind == "Service" else {},
        _claim(spec) if kind == "PersistentVolumeClaim" else {},
        *(_times(_claim(claim["spec"]), count) for claim in claims),
        _times(of_pod(pod), count) if pod else {},
    )


def of_pod(pod: tuple[Container, ...]) -> Amounts:
    """What one pod uses."""
    requests, limits = total(pod, "requests"), total(pod, "limits")
    return {
        "pods": Fraction(1),
        **{f"requests.{resource}": value for resource, value in requests.items()},
        **{resource: requests[resource] for resource in _RESOURCES if resource in requests},
        **{f"limits.{resource}": limits[resource] for resource in _RESOURCES if resource in limits},
    }


def comes_beside(item: Object) -> bool:
    """Whether the object has a pod for a while beside all others: one that ends, or one that replaces another."""
    if item["kind"] == "Deployment":
        strategy = item["spec"].get("strategy") or {}
        unavailable = (strategy.get("rollingUpdate") or {}).get("maxUnavailable", "25%")
        return strategy.get("type") != "Recreate" and unavailable in (0, "0%")
    return item["kind"] in ("Job", "CronJob")


def _pods(item: Object, scaled: Scales) -> int:
    kind = item["kind"]
    if kind in _KEEPS_PODS:
        given: int = item["spec"].get("replicas", 1)
        return scaled.get((kind, item["metadata"]["name"]), given)
    return int(kind in ("DaemonSet", "Pod"))


def _ways_in(spec: Object) -> Amounts:
    balanced = spec.get("type") == "LoadBalancer"
    node_ports = spec.get("type") == "NodePort" or (
        balanced and spec.get("allocateLoadBalancerNodePorts", True)
    )
    ports = len(spec.get("ports") or ()) if node_ports else 0
    return {"services.loadbalancers": Fraction(int(balanced)), "services.nodeports": Fraction(ports)}


def _claim(spec: Object) -> Amounts:
    size = read((spec.get("resources") or {}).get("requests") or {}).get("storage", Fraction(0))
    own = spec.get("storageClassName")
    of_class = {f"{own}.storageclass.storage.k8s.io/requests.storage": size} if own else {}
    return {"persistentvolumeclaims": Fraction(1), "requests.storage": size, **of_class}


def _times(used: Amounts, count: int) -> Amounts:
    return {name: value * count for name, value in used.items()}
