"""What of a repository a command looks at in a cluster."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache, partial
from pathlib import Path

from helmwright import names, pipeline
from helmwright.cli.exit_codes import Unable
from helmwright.cli.session import Session
from helmwright.live.application import Application
from helmwright.live.cluster import Cluster
from helmwright.live.observe import applications
from helmwright.model.inputs import Environment
from helmwright.model.resolved import Resolved


def resolved(root: Path) -> Resolved:
    """The descriptors of the repository at `root`. Raises Unable when they are wrong."""
    found = pipeline.lint(root).resolved
    if found is None:
        raise Unable("the descriptors cannot be understood", "helmwright lint says why")
    return found


def environments(
    session: Session, cluster: Cluster, resolved: Resolved, asked: Collection[str]
) -> Iterator[tuple[Environment, Mapping[str, Application]]]:
    """The environments that are asked for, with the Applications beside theirs; without any those that are here.

    Raises Unable when none is.
    """
    read = cache(partial(applications, cluster))
    here = 0
    for name, environment in resolved.inputs.environments.items():
        root = names.application(name, names.ROOT)
        there = read(environment.argocd.namespace) if not asked or name in asked else {}
        if name in asked or root in there:
            here += 1
            yield environment, there
        elif not asked:
            session.note(f"{name} is not deployed from here: there is no Application {root}")
    if not here:
        hint = "name the context of Argo CD's cluster with --context, or an environment with --env"
        raise Unable("no environment of the repository is deployed from this cluster", hint)
