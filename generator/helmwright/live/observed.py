"""What is read of a cluster with Argo CD in it, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from helmwright.live.application import Application


@dataclass(frozen=True, slots=True)
class Tracked:
    """An object that says by its own tracking id which Application has made it."""

    application: str
    group: str
    kind: str
    namespace: str
    name: str

    def __str__(self) -> str:
        return f"{self.kind} {self.namespace}/{self.name}" if self.namespace else f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True)
class Observed:
    """An Argo CD by its namespace, and the cluster that it runs in.

    What the person may not read is None: nothing is said of it then, neither good nor bad.
    """

    namespace: str
    kubernetes: str
    """The version of Kubernetes, `1.34`."""
    applications: Mapping[str, Application] = field(default_factory=dict)
    settings: Mapping[str, str] | None = None
    """The ConfigMap argocd-cm, None too where there is none: then Argo CD is not installed in the namespace."""
    versions: frozenset[str] = frozenset()
    """Of the images that it runs from, none where they have no such tag."""
    clusters: frozenset[str] | None = None
    """The names of the clusters that Secrets make known to it."""
    repositories: frozenset[str] | None = None
    """The URLs of the repositories that Secrets give it a login for, and what such URLs begin with."""
    objects: tuple[Tracked, ...] | None = None
    """What Applications have made in the cluster that it runs in."""
