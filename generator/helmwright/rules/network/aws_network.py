"""What AWS has ready for services: target groups and security groups, by the names that a repository gives them."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.codes.code import Code
from helmwright.findings import Finding, in_environments
from helmwright.hints import did_you_mean
from helmwright.model.inputs import Provider
from helmwright.model.resolved import Resolved

CODES = (
    Code(
        "R867",
        "target group of no service",
        "A target group is named for a service that is not exposed there, often because the service was renamed. It "
        "stays empty, and what its load balancer promises is gone.",
        "Correct the name, expose the service or remove the entry.",
        overridable=True,
    ),
    Code(
        "R868",
        "unknown security group",
        "Services name security groups, and each environment maps the names to ids of its own account. Without an id "
        "the pods would be in none.",
        "Add the name to the environment's securityGroups, or correct it.",
    ),
)


def target_groups(resolved: Resolved) -> Iterator[Finding]:
    """Every target group is for a service that is exposed there."""
    used = {
        (service.environment, asked.key) for _, service in resolved.services() for asked in service.exposures
    }
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
    """An environment on EKS, and one that has security groups, has the id of each that a service names."""
    return in_environments(_security_groups(resolved))


def _security_groups(resolved: Resolved) -> Iterator[tuple[Finding, str]]:
    for release, service in resolved.services():
        known = release.environment.security_groups
        if release.environment.cluster.provider is not Provider.EKS and not known:
            continue
        for index, name in enumerate(service.section("network").get("securityGroups", ())):
            if name not in known:
                at = service.layers.origin(("network", "securityGroups", index))
                hint = did_you_mean(name, known, "name it in the environment's securityGroups")
                finding = Finding("R868", at, f"there is no security group '{name}'", hint)
                yield finding, release.environment.name


RULES = (target_groups, security_groups)
