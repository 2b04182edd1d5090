"""Objects by which controllers make something outside the cluster, which would outlive it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from helmwright.kubernetes.manifests import Manifest

Object = Mapping[str, Any]

_BALANCED = frozenset(
    {
        ("eks.amazonaws.com", "TargetGroupBinding"),
        ("elbv2.k8s.aws", "TargetGroupBinding"),
        ("gateway.networking.k8s.io", "Gateway"),
        ("networking.k8s.io", "Ingress"),
    }
)
_CLAIMING = frozenset(
    {
        ("monitoring.coreos.com", "Alertmanager"),
        ("monitoring.coreos.com", "Prometheus"),
        ("monitoring.coreos.com", "ThanosRuler"),
        ("postgresql.cnpg.io", "Cluster"),
    }
)
"""Kinds whose operators make claims."""
_HOSTNAME = "external-dns.alpha.kubernetes.io/hostname"
_ACK = ".services.k8s.aws"


def is_balanced(manifest: Manifest) -> bool:
    """Whether a load balancer is made for it, or its pods are put behind one."""
    named = (manifest.group, manifest.kind)
    return named in _BALANCED or (named == ("", "Service") and spec(manifest).get("type") == "LoadBalancer")


def claims(manifest: Manifest) -> bool:
    """Whether volumes are made for it."""
    return (
        (manifest.group, manifest.kind) in _CLAIMING
        or manifest.kind == "PersistentVolumeClaim"
        or bool(templates(manifest))
    )


def templates(manifest: Manifest) -> list[str]:
    """The names of the claims that each pod of a StatefulSet has."""
    found = spec(manifest).get("volumeClaimTemplates") if manifest.kind == "StatefulSet" else None
    return [str((one.get("metadata") or {}).get("name", "")) for one in found or ()]


def is_node_pool(manifest: Manifest) -> bool:
    """Whether Karpenter makes nodes for it."""
    return (manifest.group, manifest.kind) == ("karpenter.sh", "NodePool")


def is_of_aws(manifest: Manifest) -> bool:
    """Whether AWS Controllers for Kubernetes make something in AWS for it."""
    return manifest.group.endswith(_ACK)


def records(manifests: Iterable[Manifest]) -> list[str]:
    """The names for which there are DNS records, sorted."""
    return sorted({host for manifest in manifests for host in _hosts(manifest) if host})


def _hosts(manifest: Manifest) -> Iterator[str]:
    annotations = (manifest.object.get("metadata") or {}).get("annotations") or {}
    yield from map(str.strip, str(annotations.get(_HOSTNAME, "")).split(","))
    match manifest.kind:
        case "Ingress":
            yield from (str(rule.get("host", "")) for rule in spec(manifest).get("rules") or ())
        case "HTTPRoute" | "GRPCRoute":
            yield from map(str, spec(manifest).get("hostnames") or ())
        case "Gateway":
            yield from (str(one.get("hostname", "")) for one in spec(manifest).get("listeners") or ())


def spec(manifest: Manifest) -> Object:
    """The object's spec, empty where it has none."""
    found = manifest.object.get("spec")
    return found if isinstance(found, Mapping) else {}
