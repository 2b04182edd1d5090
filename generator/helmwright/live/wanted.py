"""The Applications that are generated for an environment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from helmwright import names
from helmwright.emit.argocd import applications
from helmwright.findings import Location
from helmwright.kubernetes.manifests import Object
from helmwright.model.inputs import Environment
from helmwright.model.resolved import Resolved


@dataclass(frozen=True, slots=True)
class Wanted:
    """An Application as it is generated: what it is of, and the descriptor that stands for it."""

    name: str
    app: str
    """`root` and `namespaces` are not apps, and called so."""
    environment: Environment
    spec: Object
    location: Location


def wanted(resolved: Resolved, environment: Environment) -> tuple[Wanted, ...]:
    """The environment's Applications, its own two before those of its apps."""
    return tuple(_wanted(resolved, environment))


def _wanted(resolved: Resolved, environment: Environment) -> Iterator[Wanted]:
    inputs, at = resolved.inputs, environment.source.at()
    own = {names.ROOT: applications.root, names.NAMESPACES: applications.namespaces}
    for app, emit in own.items():
        made = emit(inputs, environment)
        yield Wanted(made["metadata"]["name"], app, environment, made["spec"], at)
    for release in resolved.releases:
        if release.environment.name == environment.name:
            # What is rendered decides on fields that are not compared here.
            spec = applications.application(inputs, release, ())["spec"]
            yield Wanted(release.name, release.app.name, environment, spec, release.source.at())
