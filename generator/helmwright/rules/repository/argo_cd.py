"""The Argo CD of an environment, where AWS manages it: what it does not have that one of one's own does."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.codes.code import Code
from helmwright.findings import Finding, in_environments
from helmwright.model.argocd import Flavor
from helmwright.model.inputs import Environment, Provider
from helmwright.model.resolved import Resolved

CODES = (
    Code(
        "R943",
        "cluster that the managed Argo CD does not know",
        "The Argo CD that AWS manages knows no cluster by itself, not even its own, and none by its URL: each is "
        "registered by its ARN under a name. Nothing would be deployed. See "
        "https://docs.aws.amazon.com/eks/latest/userguide/argocd-register-clusters.html.",
        "Write the name or the ARN of the registered cluster.",
    ),
    Code(
        "R944",
        "managed Argo CD where it cannot be",
        "The Argo CD that AWS manages runs beside an EKS cluster and deploys to EKS clusters alone "
        "(https://docs.aws.amazon.com/eks/latest/userguide/argocd-comparison.html).",
        "Write flavor: selfManaged, or correct the provider.",
    ),
    Code(
        "R945",
        "two Argo CDs",
        "AWS runs the Argo CD of the environment, and the add-on would be another one for the same Applications: each "
        "would sync what the other one has synced.",
        "Leave the add-on out of the environment. Where it is for other Applications, accept the finding.",
        overridable=True,
    ),
)

_CHART = "argo-cd"


def destinations(resolved: Resolved) -> Iterator[Finding]:
    """Where AWS manages Argo CD, each destination is a registered cluster's."""
    for environment in _managed(resolved):
        said = environment.source.data["argocd"]
        for field in ("destination", "bootstrapDestination"):
            at = environment.source.at(("argocd", field))
            if field not in said:
                message = f"argocd.{field} is not said, and the managed Argo CD knows no cluster by itself"
                hint = f"register the cluster, and write its name: {field}: {environment.cluster.name}"
                yield Finding("R943", at, message, hint)
            elif "://" in said[field]:
                message = f"argocd.{field} is a URL, and the managed Argo CD knows names and ARNs"
                yield Finding("R943", at, message, "write the name under which the cluster is registered")


def places(resolved: Resolved) -> Iterator[Finding]:
    """AWS manages an Argo CD for EKS clusters alone."""
    for environment in _managed(resolved):
        if environment.cluster.provider is not Provider.EKS:
            at = environment.source.at(("argocd", "flavor"))
            message = f"the managed Argo CD deploys to eks, and the provider is {environment.cluster.provider.value}"
            yield Finding("R944", at, message, "write flavor: selfManaged")


def two(resolved: Resolved) -> Iterator[Finding]:
    """No Argo CD runs beside the managed one."""
    return in_environments(
        (
            Finding(
                "R945",
                release.source.at(("chart", "name")),
                "AWS manages the Argo CD here, and this is another one",
            ),
            release.environment.name,
        )
        for release in resolved.releases
        if release.is_addon
        and release.content.chart == _CHART
        and release.environment.argocd.flavor is Flavor.EKS_CAPABILITY
    )


def _managed(resolved: Resolved) -> Iterator[Environment]:
    for environment in resolved.inputs.environments.values():
        if environment.argocd.flavor is Flavor.EKS_CAPABILITY:
            yield environment


RULES = (destinations, places, two)
