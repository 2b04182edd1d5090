"""Which accounts of Argo CD a team could act as by what it may run."""

from __future__ import annotations

from helmwright import names
from helmwright.model.argocd import account_of_argocd
from helmwright.model.inputs import Environment


def beside(environment: Environment, team: str, namespace: str) -> str:
    """An account in a namespace whose rights a team that may run pods there would get; empty for none.

    In a namespace of the cluster's own parts or of Argo CD, the team's own account gives it nothing new, and neither
    does any other where its own may do everything.
    """
    argocd = environment.argocd
    if argocd.impersonation is None:
        return ""
    everything = {argocd.impersonation.destination}
    if argocd.destination == argocd.bootstrap_destination:
        everything.add(argocd.impersonation.bootstrap_destination)
    if argocd.destination == names.IN_CLUSTER:
        everything.add(account_of_argocd(argocd, names.IN_CLUSTER))
    own = argocd.impersonation.teams.get(team, "")
    there = sorted({*everything, *argocd.impersonation.teams.values()})
    found = (account for account in there if account.partition(":")[0] == namespace)
    if not environment.owns(namespace):
        found = (account for account in found if own != account and own not in everything)
    return next(found, "")
