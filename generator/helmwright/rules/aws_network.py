"""What AWS has ready for services: target groups and security groups, by the names that a repository gives them."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.findings import Finding, in_environments
from helmwright.hints import did_you_mean
from helmwright.model.exposed import exposed
from helmwright.model.exposure import ExposureType
from helmwright.model.resolved import Resolved


def target_groups(resolved: Resolved) -> Iterator[Finding]:
    """Where load balancers are made elsewhere, exposed services and target groups belong together."""
    yield from in_environments(_missing(resolved))
    yield from _unused(resolved)


def _missing(resolved: Resolved) -> Iterator[tuple[Finding, str]]:
    for release, service in resolved.services():
        way = exposed(service, release.environment)
        if way is None or way.how.type is not ExposureType.TARGET_GROUP:
            continue
        if service.key not in way.how.target_groups:
            message = f"{service.key} is exposed, and no target group is named for it"
            hint = f"write exposure.targetGroups with {service.key} in the environment"
            yield Finding("R866", service.layers.origin(("expose",)), message, hint), release.environment.name


def _unused(resolved: Resolved) -> Iterator[Finding]:
    used = {(service.environment, service.key) for _, service in resolved.services() if service.expose}
    for environment in resolved.inputs.environments.values():
        known = [key for name, key in sorted(used) if name == environment.name]
        for key in environment.exposure.target_groups:
            if key not in known:
                at = environment.source.at(("exposure", "targetGroups", key), key=True)
                message = f"the target group is for {key}, which is not exposed here"
                yield Finding(
                    "R867", at, message, did_you_mean(key, known, "remove it, or add expose to the service")
                )


def security_groups(resolved: Resolved) -> Iterator[Finding]:
    """The environment has the id of every security group."""
    return in_environments(_security_groups(resolved))


def _security_groups(resolved: Resolved) -> Iterator[tuple[Finding, str]]:
    for release, service in resolved.services():
        known = release.environment.security_groups
        for index, name in enumerate(service.section("network").get("securityGroups", ())):
            if name not in known:
                at = service.layers.origin(("network", "securityGroups", index))
                hint = did_you_mean(name, known, "name it in the environment's securityGroups")
                finding = Finding("R868", at, f"there is no security group '{name}'", hint)
                yield finding, release.environment.name
