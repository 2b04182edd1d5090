"""The Argo CD that syncs an environment: whose it is, and what its version knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum, StrEnum
from typing import Any

from helmwright import names


class Flavor(StrEnum):
    """Who runs it: the team itself, or AWS."""

    SELF_MANAGED = "selfManaged"
    EKS_CAPABILITY = "eksCapability"


class Feature(Enum):
    """What is generated and not every Argo CD knows, by the first version that does.

    Each was looked up in the types and documents of the tagged releases of https://github.com/argoproj/argo-cd.
    """

    RETRY_REFRESH = 3, 2
    """`retry.refresh` of an Application (pull request 23038)."""
    NAMED_CLUSTER_OBJECTS = 3, 3
    """`name` in an AppProject's clusterResourceWhitelist (pull request 24674)."""
    IMPERSONATION = 3, 3
    """`destinationServiceAccounts` of an AppProject for syncs, known since 2.13, and for what is removed with an
    Application (pull request 24524)."""

    @property
    def since(self) -> str:
        """The first version as people write it: `3.3`."""
        return ".".join(map(str, self.value))


@dataclass(frozen=True, slots=True)
class Impersonation:
    """As whom Argo CD acts, each a ServiceAccount written `namespace:name`.

    What helmwright itself deploys has the account of the cluster that it goes to; a team has one of its own, unless
    another is said.
    """

    destination: str
    bootstrap_destination: str
    teams: Mapping[str, str]

    @property
    def namespace(self) -> str:
        """Where the accounts of teams are."""
        return self.destination.partition(":")[0]


@dataclass(frozen=True, slots=True)
class ArgoCD:
    """The Argo CD that syncs an environment; destinations are names of clusters, or ARNs of EKS clusters."""

    namespace: str
    destination: str
    bootstrap_destination: str
    version: str = ""
    """Empty for the newest."""
    flavor: Flavor = Flavor.SELF_MANAGED
    impersonation: Impersonation | None = None
    """None where it acts as itself."""

    def knows(self, feature: Feature) -> bool:
        """Whether its version has a feature."""
        return not self.version or self.minor >= feature.value

    def acts_for(self, team: str) -> bool:
        """Whether it acts as an account that is made for a team."""
        return self.impersonation is not None and team not in self.impersonation.teams

    def place(self, cluster: str, namespace: str) -> Mapping[str, str]:
        """A namespace of a cluster as it names it: the cluster by its name there, at AWS also by its ARN."""
        by_arn = self.is_managed and cluster.startswith("arn:")
        return {"server" if by_arn else "name": cluster, "namespace": namespace}

    @property
    def is_managed(self) -> bool:
        """Whether AWS runs it."""
        return self.flavor is Flavor.EKS_CAPABILITY

    @property
    def minor(self) -> tuple[int, int]:
        """Its major and minor version."""
        major, minor, *_ = map(int, self.version.split("."))
        return major, minor


def argocd(data: Mapping[str, Any]) -> ArgoCD:
    """The Argo CD that an environment's descriptor describes."""
    found = ArgoCD(
        namespace=data.get("namespace", "argocd"),
        destination=data.get("destination", names.IN_CLUSTER),
        bootstrap_destination=data.get("bootstrapDestination", names.IN_CLUSTER),
        version=data.get("version", ""),
        flavor=Flavor(data.get("flavor", Flavor.SELF_MANAGED)),
    )
    said = data.get("impersonation", False)
    if said is False or not found.knows(Feature.IMPERSONATION):
        return found
    return replace(found, impersonation=_impersonation(found, {} if said is True else said))


def _impersonation(argocd: ArgoCD, said: Mapping[str, Any]) -> Impersonation:
    return Impersonation(
        destination=said.get("destination", account_of_argocd(argocd, argocd.destination)),
        bootstrap_destination=said.get(
            "bootstrapDestination", account_of_argocd(argocd, argocd.bootstrap_destination)
        ),
        teams=said.get("teams", {}),
    )


def account_of_argocd(argocd: ArgoCD, cluster: str) -> str:
    """As whom Argo CD itself is in a cluster: as its manifests install it, or as `argocd cluster add` sets it up.

    https://argo-cd.readthedocs.io/en/stable/user-guide/commands/argocd_cluster_add/
    """
    if cluster == names.IN_CLUSTER:
        return f"{argocd.namespace}:argocd-application-controller"
    return "kube-system:argocd-manager"
