"""Annotations of Applications that files say."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.codes.code import Code
from helmwright.findings import Finding
from helmwright.model.resolved import Resolved

CODES = (
    Code(
        "R985",
        "annotation that is generated",
        "By these annotations Argo CD orders Applications, keeps what a person is to remove, and knows which folder to "
        "read. Another value would be lost, or undo what safety and wave say.",
        "Use wave of the app, or safety of the environment, and leave the annotation out.",
    ),
)

_OURS = "argocd.argoproj.io/"
_FREE = frozenset({"argocd.argoproj.io/refresh", "argocd.argoproj.io/skip-reconcile"})


def free(resolved: Resolved) -> Iterator[Finding]:
    """No file says an annotation of an Application that is generated."""
    inputs = resolved.inputs
    apps = (app.source for app in inputs.apps.values() if app.source)
    for source in (
        inputs.repository.source,
        *(environment.source for environment in inputs.environments.values()),
        *apps,
    ):
        for key in source.data.get("applications", {}).get("annotations", {}):
            if key.startswith(_OURS) and key not in _FREE:
                at = source.at(("applications", "annotations", key), key=True)
                yield Finding("R985", at, f"{key} is generated", "leave it out")


RULES = (free,)
