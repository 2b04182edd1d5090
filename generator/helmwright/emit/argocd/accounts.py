"""As whom Argo CD acts where it impersonates: the account of each project, and those that are made for teams.

https://argo-cd.readthedocs.io/en/latest/operator-manual/app-sync-using-impersonation/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from helmwright import names
from helmwright.emit.argocd import account_rules
from helmwright.emit.argocd.access import TEAM
from helmwright.emit.argocd.metadata import ENVIRONMENT, OPTIONS
from helmwright.kubernetes.manifests import Manifest
from helmwright.kubernetes.rbac import GROUP
from helmwright.model.inputs import Environment

Object = Mapping[str, Any]

# When an environment goes, all of its Applications do at the same time, and what they had is removed by these accounts.
_LASTING = {OPTIONS: "Delete=false"}


def entries(environment: Environment, project: str) -> Object:
    """The accounts of a project, as its spec has them; empty where Argo CD acts as itself.

    A project is of one cluster, which its destinations name, where accounts ask for a URL.
    """
    account = _account(environment, project)
    if not account:
        return {}
    entry = {"server": "*", "namespace": "*", "defaultServiceAccount": account}
    return {"destinationServiceAccounts": [entry]}


def made(
    environment: Environment,
    team: str,
    project: Object,
    placed: Sequence[Manifest],
    plurals: Mapping[tuple[str, str], str],
) -> Iterator[Object]:
    """A team's account with its rights: to do what the team's `project` permits, and what `placed` objects need beside.

    It is beside the account that makes it, where no team runs anything: who may edit in a namespace may act as any
    account in it (Kubernetes' ClusterRole edit).
    """
    namespace, _, name = _account(environment, team).partition(":")
    about = {"labels": {ENVIRONMENT: environment.name, TEAM: team}, "annotations": _LASTING}
    subject = {"kind": "ServiceAccount", "name": name, "namespace": namespace}
    yield {
        "apiVersion": "v1",
        "kind": "ServiceAccount",
        "metadata": {"name": name, "namespace": namespace, **about},
        "automountServiceAccountToken": False,
    }
    spec = project["spec"]
    for place in [entry["namespace"] for entry in spec["destinations"]]:
        here = [item for item in placed if item.namespace in (place, "")]
        rules = account_rules.within(spec["namespaceResourceWhitelist"], here, plurals)
        yield from _bound(name, {"namespace": place}, about, rules, subject)
    if rules := account_rules.outside(spec["clusterResourceWhitelist"], placed, plurals):
        yield from _bound(name, {}, about, rules, subject)


def _account(environment: Environment, project: str) -> str:
    impersonation = environment.argocd.impersonation
    if impersonation is None:
        return ""
    own = {
        names.ROOT: impersonation.bootstrap_destination,
        names.NAMESPACES: impersonation.destination,
        names.AWS_AUTH: impersonation.destination,
    }
    name = f"{impersonation.namespace}:helmwright.{environment.name}.{project}"
    return own.get(project) or impersonation.teams.get(project, name)


def _bound(
    account: str, place: Mapping[str, str], about: Object, rules: Iterable[Object], subject: Object
) -> Iterator[Object]:
    prefix = "" if place else "Cluster"
    name = account.replace(".", ":")
    metadata = {"name": name, **place, **about}
    reference = {"apiGroup": GROUP, "kind": f"{prefix}Role", "name": name}
    parts = (("Role", {"rules": rules}), ("RoleBinding", {"roleRef": reference, "subjects": [subject]}))
    for kind, rest in parts:
        yield {"apiVersion": f"{GROUP}/v1", "kind": f"{prefix}{kind}", "metadata": metadata, **rest}
