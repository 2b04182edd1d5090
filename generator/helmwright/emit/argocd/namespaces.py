"""Namespaces with their Pod Security labels, quota, limits and default policy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright.emit.argocd.metadata import ENVIRONMENT, LEFT, left
from helmwright.kubernetes.pod_security.levels import LEVEL_LABELS
from helmwright.model.inputs import Environment, Provider

Object = Mapping[str, Any]

# A new pod is ready only when its load balancer has found it healthy, so that a rollout does not go on before
# (the AWS Load Balancer Controller's pod_readiness_gate.md). Nothing happens without the controller or with targets
# that are nodes.
_READINESS_GATE = {"elbv2.k8s.aws/pod-readiness-gate-inject": "enabled"}
# The webhook of EKS Auto Mode goes by a label of its own, as its eks-load-balancing-webhook says in the cluster.
_READINESS_GATE_AUTO = {"eks.amazonaws.com/pod-readiness-gate-inject": "enabled"}


def namespace(environment: Environment, name: str) -> tuple[Object, ...]:
    """The Namespace, and its ResourceQuota, LimitRange and NetworkPolicy where the environment sets them."""
    quota = environment.quotas.get(name, environment.quotas.get("default"))
    return (
        _namespace(environment, name),
        *((_quota(name, quota),) if quota else ()),
        *((_limits(name, environment.limits),) if environment.limits else ()),
        *((_denied(environment, name),) if environment.denies(name) else ()),
    )


def leaving(name: str) -> Object:
    """A namespace that has to be there for the account that removes what a team had in it.

    Nothing more is said of it, since it may be another's, and nothing removes it.
    """
    return {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name, "annotations": LEFT}}


def _namespace(environment: Environment, name: str) -> Object:
    gate = _READINESS_GATE_AUTO if environment.cluster.auto_mode else _READINESS_GATE
    gate = gate if environment.cluster.provider is Provider.EKS else {}
    level = environment.pod_security_of(name)
    security = dict.fromkeys(sorted(LEVEL_LABELS), level)
    labels = {**gate, **environment.metadata_of(name, "labels"), **security, ENVIRONMENT: environment.name}
    annotations = {**left(environment), **environment.metadata_of(name, "annotations")}
    noted = {"annotations": dict(sorted(annotations.items()))} if annotations else {}
    return {
        "apiVersion": "v1",
        "kind": "Namespace",
        "metadata": {"name": name, "labels": dict(sorted(labels.items())), **noted},
    }


def _quota(name: str, hard: Mapping[str, str]) -> Object:
    return {
        "apiVersion": "v1",
        "kind": "ResourceQuota",
        "metadata": {"name": "quota", "namespace": name},
        "spec": {"hard": dict(sorted(hard.items()))},
    }


def _limits(name: str, limits: Mapping[str, Mapping[str, str]]) -> Object:
    return {
        "apiVersion": "v1",
        "kind": "LimitRange",
        "metadata": {"name": "limits", "namespace": name},
        "spec": {"limits": [{"type": "Container", **_completed(limits)}]},
    }


# As the service chart has it for each of its pods: the cluster's DNS, and the cache of NodeLocal DNS on each node.
_DNS = {"namespace": "kube-system", "podLabels": {"k8s-app": "kube-dns"}, "port": 53}
_NODE_LOCAL = ("169.254.20.0/24",)


def _denied(environment: Environment, name: str) -> Object:
    """A policy that selects every pod and opens nothing but name resolution."""
    dns = {**_DNS, **environment.source.said("cluster", "dns").value}
    ports = sorted({53, dns["port"]})
    peer = {
        "namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": dns["namespace"]}},
        "podSelector": {"matchLabels": dns["podLabels"]},
    }
    blocks = [{"ipBlock": {"cidr": cidr}} for cidr in dns.get("addresses", _NODE_LOCAL)]
    open_ = [{"port": port, "protocol": protocol} for port in ports for protocol in ("UDP", "TCP")]
    return {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "NetworkPolicy",
        "metadata": {"name": "default-deny", "namespace": name},
        "spec": {
            "podSelector": {},
            "policyTypes": ["Ingress", "Egress"],
            "egress": [{"to": [peer, *blocks], "ports": open_}],
        },
    }


def _completed(limits: Mapping[str, Mapping[str, str]]) -> dict[str, Mapping[str, str]]:
    """The limits with what the API server adds to them, which Argo CD would report as a difference.

    A limit is by default the most there may be, and a request its limit (SetDefaults_LimitRangeItem of
    Kubernetes' pkg/apis/core/v1/defaults.go).
    """
    default = {**limits.get("max", {}), **limits.get("default", {})}
    request = {**default, **limits.get("defaultRequest", {})}
    parts = {"default": default, "defaultRequest": request, "max": limits.get("max", {})}
    return {name: dict(sorted(part.items())) for name, part in parts.items() if part}
