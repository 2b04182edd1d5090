"""An environment as it is generated against the Argo CD that deploys it."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.codes.code import weighed
from helmwright.findings import Finding
from helmwright.live import deployed, orphans, settings
from helmwright.live.observed import Observed
from helmwright.live.wanted import wanted
from helmwright.model.inputs import Environment
from helmwright.model.resolved import Resolved

CODES = (*settings.CODES, *deployed.CODES, *orphans.CODES)


def check(resolved: Resolved, environment: Environment, observed: Observed) -> Iterator[Finding]:
    """What of an environment is not as it should be where it runs."""
    return weighed(_found(resolved, environment, observed), CODES)


def _found(resolved: Resolved, environment: Environment, observed: Observed) -> Iterator[Finding]:
    inputs = resolved.inputs
    releases = [release for release in resolved.releases if release.environment.name == environment.name]
    yield from settings.check(inputs.repository, environment, releases, observed)
    if observed.settings is None:
        return  # nothing is deployed where no Argo CD is
    applications = wanted(resolved, environment)
    yield from deployed.check(applications, observed)
    yield from deployed.unknown(applications, inputs.repository, environment, observed)
    yield from orphans.check(environment, inputs.environments, observed)
