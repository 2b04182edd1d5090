"""Objects in a cluster that an Application has made, and that none has any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from helmwright import names
from helmwright.codes.code import Code
from helmwright.findings import Finding, Severity, listed, shortened
from helmwright.live.observed import Observed, Tracked
from helmwright.model.inputs import Environment

CODES = (
    Code(
        "G301",
        "object that no Application has any more",
        "It has the tracking id of an Application that is gone, or that does not know it: a role keeps its rights, a "
        "Deployment keeps running, and Argo CD says Synced.",
        "Delete it when nobody needs it: kubectl shows it with its namespace and kind.",
        severity=Severity.WARNING,
    ),
)


def check(environment: Environment, environments: Iterable[str], observed: Observed) -> Iterator[Finding]:
    """What is left over of an environment's Applications, one finding for each of them.

    Only the cluster that Argo CD runs in was read. `environments` are the names of all, of which one may begin with
    another.
    """
    if environment.argocd.destination != names.IN_CLUSTER:
        return
    others = [name for name in environments if name.startswith(f"{environment.name}-")]
    orphans: dict[str, list[str]] = {}
    for item in observed.objects or ():
        is_own = item.application.startswith(f"{environment.name}-")
        is_others = any(item.application.startswith(f"{name}-") for name in others)
        if is_own and not is_others and not _is_known(item, observed):
            orphans.setdefault(item.application, []).append(str(item))
    for name, items in sorted(orphans.items()):
        state = "does not know them" if name in observed.applications else "is gone"
        message = f"left of the Application {name}, which {state}: {listed(shortened(sorted(items)))}"
        yield Finding("G301", environment.source.at(), message)


def _is_known(item: Tracked, observed: Observed) -> bool:
    """Whether its Application names it, or cannot: nothing is compared yet, or because of an error."""
    found = observed.applications.get(item.application)
    if found is None or found.sync in ("", "Unknown"):
        return found is not None
    identity = (item.group, item.kind, item.name)
    return any(
        (resource.group, resource.kind, resource.name) == identity
        and resource.namespace in ("", item.namespace)
        for resource in found.resources
    )
