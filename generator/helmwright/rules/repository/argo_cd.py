"""The Argo CD of an environment, where AWS manages it: what it does not have that one of one's own does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from helmwright.codes.code import Code
from helmwright.findings import Finding, Severity, in_environments
from helmwright.kubernetes.quantities import seconds
from helmwright.model.inputs import Environment, Provider
from helmwright.model.resolved import Resolved
from helmwright.model.service import Service

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
    Code(
        "R948",
        "task that outlasts a managed sync",
        "The Argo CD that AWS manages ends a sync after 120 seconds, which nobody can change "
        "(https://docs.aws.amazon.com/eks/latest/userguide/argocd-comparison.html), and does not try that commit "
        "again. The sync waits for a task before the pods, and for the pods before a task after them: what is to come "
        "then stays undone until the next commit.",
        "Give a task before the pods an activeDeadline below 2m if it is that short. Do what takes longer, or comes "
        "after pods, by a cron job or a service of its own.",
        Severity.WARNING,
        overridable=True,
    ),
)

_SYNC = 120
"""The seconds after which it ends a sync."""
_USUAL = "1h"
"""How long a task may take where it does not say it."""
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
        if release.is_addon and release.content.chart == _CHART and release.environment.argocd.is_managed
    )


def short(resolved: Resolved) -> Iterator[Finding]:
    """No sync of the managed Argo CD waits for longer than it may take."""
    return in_environments(
        (Finding("R948", service.layers.origin(("tasks", name)), f"tasks.{name} {why}", hint), environment)
        for environment, service in _synced(resolved)
        for name, task in service.section("tasks").items()
        for why, hint in _outlasting(task)
    )


def _synced(resolved: Resolved) -> Iterator[tuple[str, Service]]:
    for release, service in resolved.services():
        if release.environment.argocd.is_managed:
            yield release.environment.name, service


def _outlasting(task: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Why a sync may take too long for a task, and what to do. Those before the pods run at the same time."""
    limit = f"the {_SYNC} seconds after which the managed Argo CD ends a sync"
    match task.get("when", "before"):
        case "after":
            yield f"waits for pods, which may take longer than {limit}", "use a cron job"
        case "before" if seconds(task.get("activeDeadline", _USUAL)) >= _SYNC:
            usual = "" if "activeDeadline" in task else f": without one it is {_USUAL}"
            yield (
                f"may take longer than {limit}",
                f"write an activeDeadline below 2m, if it is that short{usual}",
            )


def _managed(resolved: Resolved) -> Iterator[Environment]:
    for environment in resolved.inputs.environments.values():
        if environment.argocd.is_managed:
            yield environment


RULES = (destinations, places, two, short)
