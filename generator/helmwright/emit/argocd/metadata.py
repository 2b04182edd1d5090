"""What Applications, AppProjects and Namespaces have in common: whose they are, and what becomes of them one day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright.model.inputs import Environment, Safety

WAVE = "argocd.argoproj.io/sync-wave"
OPTIONS = "argocd.argoproj.io/sync-options"
ENVIRONMENT = "helmwright.dev/environment"
"""The label by which what is left of an environment is found."""

LEFT = {
    "argocd.argoproj.io/compare-options": "IgnoreExtraneous",
    OPTIONS: "Prune=false,Delete=false",
}
"""A sync neither removes it, nor waits, nor calls it a difference.

Of Argo CD's sync-options.md and compare-options.md.
"""


def left(environment: Environment) -> Mapping[str, str]:
    """The annotations of what is left to a person to remove; none where nobody is needed for it."""
    return LEFT if environment.safety is Safety.GUARDED else {}


def metadata(environment: Environment, name: str, annotations: Mapping[str, str]) -> dict[str, Any]:
    """The metadata of what the root Application makes, beside Argo CD."""
    return {
        "name": name,
        "namespace": environment.argocd.namespace,
        "labels": {ENVIRONMENT: environment.name},
        "annotations": dict(sorted({**left(environment), **annotations}.items())),
    }
