"""As whom Argo CD acts, where it impersonates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from helmwright import names
from helmwright.codes.code import Code
from helmwright.findings import Finding, Severity, in_environments
from helmwright.model.accounts import beside
from helmwright.model.argocd import Feature
from helmwright.model.inputs import Environment
from helmwright.model.resolved import Resolved

CODES = (
    Code(
        "R962",
        "impersonation that Argo CD cannot do",
        "Before 2.13 Argo CD acts as itself, whatever a project says, and before 3.3 it does when it removes what an "
        "Application had: rights would seem to be limited that are not. The one that AWS manages is no ServiceAccount "
        "of a cluster, so there is none of its own that could make namespaces and Applications.",
        "Upgrade Argo CD, or leave impersonation out. With the managed Argo CD name accounts that you have made, and "
        "see in https://docs.aws.amazon.com/eks/latest/userguide/argocd-configure-settings.html whether it reads "
        "application.sync.impersonation.enabled.",
    ),
    Code(
        "R949",
        "impersonation for some environments of an Argo CD",
        "Argo CD impersonates for all of its Applications or for none. Once it is switched on, no Application of an "
        "environment without accounts is synced.",
        "Write impersonation in every environment that this Argo CD syncs.",
    ),
    Code(
        "R963",
        "impersonation for some of what may be one Argo CD",
        "They name the cluster and the namespace of their Argo CD in the same way, and it deploys to other clusters "
        "too. Argo CD impersonates for all of its Applications or for none: once it is switched on, no Application of "
        "an environment without accounts is synced.",
        "Write impersonation in every environment that this Argo CD syncs. Where each has an Argo CD of its own, "
        "accept the finding.",
        Severity.WARNING,
        overridable=True,
    ),
    Code(
        "R950",
        "accounts where an app runs",
        "Who may edit in a namespace, or run pods there, may act as any account in it (Kubernetes' ClusterRole edit): "
        "one team would have all rights of every team's account, or of Argo CD. So it would if the account of another "
        "team were named for it.",
        "Name an account in a namespace where no app runs. For a team that may do everything, as who runs the "
        "cluster's add-ons, name Argo CD's own account by impersonation.teams.",
        overridable=True,
    ),
)


def unable(resolved: Resolved) -> Iterator[Finding]:
    """Argo CD knows how, and there is somebody to act as."""
    for environment in resolved.inputs.environments.values():
        said = _said(environment)
        at = environment.source.at(("argocd", "impersonation"))
        argocd = environment.argocd
        if said is not False and not argocd.knows(Feature.IMPERSONATION):
            message = (
                f"Argo CD {argocd.version} acts as itself when it removes an app, whatever account is said"
            )
            yield Finding("R962", at, message, f"{Feature.IMPERSONATION.since} does not")
        elif said is not False and argocd.is_managed:
            for field in ("destination", "bootstrapDestination"):
                if field not in ({} if said is True else said):
                    message = f"impersonation.{field} is not said, and the managed Argo CD has no account of its own"
                    yield Finding(
                        "R962", at, message, f"write impersonation: {{{field}: <namespace>:<name>}}"
                    )


def partial(resolved: Resolved) -> Iterator[Finding]:
    """Environments of one Argo CD have accounts together.

    Two that are surely of one are in its own cluster. Two that another cluster deploys to may be, if they say the same
    of it, and so may all clusters of an environment as soon as one is such: `in-cluster` is another in each Argo CD.
    """
    environments = resolved.inputs.environments.values()
    remote = {one.called[0] for one in environments if not _is_alone(one)}
    surely: dict[tuple[str, str], list[Environment]] = {}
    perhaps: dict[tuple[str, str], list[Environment]] = {}
    for environment in environments:
        argocd = environment.argocd
        if _is_alone(environment):
            surely.setdefault((environment.cluster.name, argocd.namespace), []).append(environment)
        if environment.called[0] in remote:
            perhaps.setdefault((argocd.bootstrap_destination, argocd.namespace), []).append(environment)
    yield from _without("R949", "is", surely.values())
    yield from _without("R963", "may be", perhaps.values())


def _is_alone(environment: Environment) -> bool:
    """Whether Argo CD deploys to the cluster that it runs in."""
    argocd = environment.argocd
    return argocd.destination == argocd.bootstrap_destination == names.IN_CLUSTER


def _without(code: str, verb: str, sharing: Iterable[Sequence[Environment]]) -> Iterator[Finding]:
    """Those without accounts, of each group in which others have some."""
    for environments in sharing:
        having = [one.name for one in environments if one.argocd.impersonation]
        for environment in environments:
            if having and environment.argocd.impersonation is None:
                message = f"the Argo CD of {environment.name} {verb} that of {having[0]}, which impersonates"
                hint = "write argocd: {impersonation: true}"
                yield Finding(code, environment.source.at(("argocd",), key=True), message, hint)


def among_apps(resolved: Resolved) -> Iterator[Finding]:
    """No account with rights that a team lacks is where the team may run pods."""
    places = [(one.environment, one.owner, one.namespace) for one in resolved.releases]
    for team in resolved.inputs.repository.teams.values():
        for environment in resolved.inputs.environments.values():
            places += [(environment, team.name, namespace) for namespace in team.leaving.namespaces]
    return in_environments(
        (_among(environment, account, team), environment.name)
        for environment, team, namespace in places
        if (account := beside(environment, team, namespace))
    )


def _among(environment: Environment, account: str, team: str) -> Finding:
    at = environment.source.at(("argocd", "impersonation"))
    message = f"{team} may run pods beside the account {account}, so it has all of its rights"
    return Finding("R950", at, message, "name an account in another namespace")


def made(resolved: Resolved) -> Iterator[Finding]:
    """Nobody acts as an account that is made for a team."""
    for environment in resolved.inputs.environments.values():
        said = _said(environment)
        fields = said if isinstance(said, dict) else {}
        named: dict[tuple[str, ...], str] = {
            (field,): account for field, account in fields.items() if field != "teams"
        }
        named |= {("teams", team): account for team, account in fields.get("teams", {}).items()}
        for path, account in named.items():
            if ":helmwright." in account:
                at = environment.source.at(("argocd", "impersonation", *path))
                message = f"{account} has the name of an account that is made for a team"
                yield Finding("R950", at, message, "name an account of your own")


def _said(environment: Environment) -> Any:
    """What the environment says: yes, no, or which accounts."""
    return environment.source.data.get("argocd", {}).get("impersonation", False)


RULES = (unable, partial, among_apps, made)
