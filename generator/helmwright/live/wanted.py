"""The Applications that are generated for an environment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from helmwright import names
from helmwright.emit.argocd import applications
from helmwright.findings import Location
from helmwright.kubernetes.manifests import Object
from helmwright.model.inputs import Environment
from helmwright.model.release import superseded
from helmwright.model.resolved import Resolved


@dataclass(frozen=True, slots=True)
class Wanted:
    """An Application as it is generated: what it is of, and the descriptor that stands for it."""

    name: str
    app: str
    """`root`, `namespaces` and `aws-auth` are not apps, and called so."""
    service: str
    """The service that it is of, empty where it is of the whole app."""
    environment: Environment
    spec: Object
    location: Location


def wanted(resolved: Resolved, environment: Environment) -> tuple[Wanted, ...]:
    """The environment's Applications, its own before those of its apps."""
    return tuple(_wanted(resolved, environment))


def _wanted(resolved: Resolved, environment: Environment) -> Iterator[Wanted]:
    inputs, at = resolved.inputs, environment.source.at()
    own = {names.ROOT: applications.root, names.NAMESPACES: applications.namespaces}
    own |= {names.AWS_AUTH: applications.aws_auth} if environment.aws_auth else {}
    for app, emit in own.items():
        made = emit(inputs, environment)
        yield Wanted(made["metadata"]["name"], app, "", environment, made["spec"], at)
    releases = [release for release in resolved.releases if release.environment.name == environment.name]
    # What is rendered decides on fields that are not compared here.
    made_of = [(release, applications.application(inputs, release, ())) for release in releases]
    made_of += [(release, applications.parked(inputs, release)) for release in superseded(releases)]
    for release, made in made_of:
        place = (release.name, release.app.name, release.service, environment)
        yield Wanted(*place, made["spec"], release.source.at())
