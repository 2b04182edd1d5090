"""Clusters in EKS Auto Mode: where there is one, what fights with it, and whose its classes are."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.codes.code import Code
from helmwright.findings import Finding, Severity, in_environments
from helmwright.model.exposure.auto_mode import made
from helmwright.model.inputs import Provider
from helmwright.model.resolved import Resolved

CODES = (
    Code(
        "R940",
        "Auto Mode where there is none",
        "Auto Mode is a mode of EKS clusters. Elsewhere nobody would make the load balancers and volumes.",
        "Remove autoMode, or correct provider.",
    ),
    Code(
        "R941",
        "add-on that EKS Auto Mode has a part for",
        "In EKS Auto Mode AWS runs what the add-on is for. The two act on the same things, or the add-on has no "
        "effect and costs its pods: https://docs.aws.amazon.com/eks/latest/userguide/automode.html.",
        "Leave the add-on out of the environment. While you move from one to the other, accept the finding.",
        Severity.WARNING,
        overridable=True,
    ),
    Code(
        "R942",
        "class that two environments of a cluster make",
        "A class of load balancers or volumes is there once in a cluster. Argo CD lets no two Applications have it: "
        "the sync of the second fails.",
        "Say in one of the environments that it is there, under provides, or name another class.",
    ),
)

_DOCS = "https://docs.aws.amazon.com/eks/latest/userguide"
_FIGHTS = {
    "aws-ebs-csi-driver": ("it has volumes of its own, that the driver cannot mount", "migrate-auto.html"),
    "aws-load-balancer-controller": ("it makes the load balancers of its own classes", "migrate-auto.html"),
    "aws-node-termination-handler": ("it drains the nodes that are taken back", "automode.html"),
    "aws-vpc-cni": ("it gives pods their addresses, and reads none of its settings", "auto-networking.html"),
    "cluster-autoscaler": ("it adds and removes nodes itself", "automode.html"),
    "coredns": ("it answers for names on each node", "automode.html"),
    "eks-pod-identity-agent": ("it has the agent on each node", "automode.html"),
    "karpenter": ("it makes the nodes of all NodePools of its own class", "auto-migrate-karpenter.html"),
    "karpenter-crd": ("it has the definition of NodePool, in its own version", "auto-migrate-karpenter.html"),
    "node-local-dns": ("it answers for names on each node", "auto-networking.html"),
}
"""By chart: what Auto Mode does instead, and the page that says so."""


def places(resolved: Resolved) -> Iterator[Finding]:
    """Auto Mode is there where it is said to be."""
    for environment in resolved.inputs.environments.values():
        cluster = environment.cluster
        if cluster.auto_mode and cluster.provider is not Provider.EKS:
            at = environment.source.at(("cluster", "autoMode"))
            message = f"autoMode is for clusters of eks, and the provider is {cluster.provider.value}"
            yield Finding("R940", at, message, "remove it")


def addons(resolved: Resolved) -> Iterator[Finding]:
    """No add-on does what the cluster does itself."""
    return in_environments(
        (
            Finding(
                "R941",
                release.source.at(("chart", "name")),
                f"EKS Auto Mode needs no '{release.content.chart}': {why}",
                f"leave it out there; {_DOCS}/{page}",
            ),
            release.environment.name,
        )
        for release in resolved.releases
        if release.is_addon and release.environment.cluster.auto_mode
        for why, page in [_FIGHTS.get(release.content.chart, ("", ""))]
        if why
    )


def classes(resolved: Resolved) -> Iterator[Finding]:
    """No class is made for two environments of a cluster."""
    owners: dict[tuple[str, str], str] = {}
    for environment in resolved.inputs.environments.values():
        for name in made(environment):
            owner = owners.setdefault((environment.cluster.name, name), environment.name)
            if owner != environment.name:
                at = environment.source.at(("cluster", "autoMode"))
                message = (
                    f"'{owner}' and '{environment.name}' both make {name} in '{environment.cluster.name}'"
                )
                yield Finding("R942", at, message, f"write provides: [{name}]")


RULES = (places, addons, classes)
