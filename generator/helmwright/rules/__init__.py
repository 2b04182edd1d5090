"""What no schema can see: whether descriptors agree with each other, and with what a cluster accepts.

A rule is a plain function from the resolved repository to findings; its codes and their severities are in
`codes/rules.py`. To add one: a function in a module here, a line in `RULES`, its code, a case under
`tests/cases/invalid/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from helmwright.codes.rules import RULE_CODES
from helmwright.codes.table import is_weighable
from helmwright.findings import Finding, Findings, ordered
from helmwright.model.inputs import Inputs
from helmwright.model.resolved import Resolved
from helmwright.rules import (
    addresses,
    amounts,
    autoscaling,
    aws_network,
    collisions,
    containers,
    contents,
    exposure,
    identity,
    images,
    jobs,
    last_resorts,
    limit_ranges,
    naming,
    observability,
    openings,
    owners,
    pins,
    placement,
    plaintext,
    ports,
    probes,
    references,
    routing,
    scaling,
    secrets,
    security,
    storage,
    sts,
    variables,
    versions,
    workloads,
)

Rule = Callable[[Resolved], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    references.environments,
    owners.teams,
    owners.shared,
    references.secret_stores,
    references.storage_classes,
    references.codes,
    references.node_ports,
    references.quotas,
    naming.fit,
    naming.reserved,
    naming.lengths,
    naming.namespaces,
    collisions.applications,
    collisions.services,
    collisions.objects,
    collisions.environments,
    containers.sidecars,
    containers.hooks,
    containers.sources,
    identity.roles,
    identity.ways,
    identity.rights,
    sts.reachable,
    images.complete,
    images.decided,
    amounts.complete,
    probes.complete,
    ports.references,
    storage.complete,
    secrets.complete,
    secrets.one_form,
    secrets.sealed_keys,
    secrets.aws_roles,
    contents.config,
    ports.complete,
    probes.readiness,
    storage.one_kind,
    openings.complete,
    openings.distinct,
    openings.exceptions,
    probes.success_thresholds,
    probes.transport,
    limit_ranges.containers,
    workloads.known,
    workloads.switched,
    workloads.promoted,
    workloads.running,
    jobs.schedules,
    jobs.time_zones,
    jobs.times,
    jobs.removed,
    placement.tolerations,
    scaling.autoscaling,
    autoscaling.forms,
    autoscaling.sources,
    autoscaling.speed,
    autoscaling.resources,
    amounts.limits,
    amounts.bounds,
    storage.attachable,
    scaling.shutdown,
    scaling.rollout,
    scaling.disruption,
    exposure.complete,
    exposure.hosts,
    exposure.node_ports,
    routing.gateways,
    routing.routes,
    aws_network.target_groups,
    aws_network.security_groups,
    ports.distinct,
    addresses.ranges,
    images.latest,
    plaintext.secrets,
    variables.distinct,
    storage.mounts,
    security.pod_security,
    observability.alerts,
    observability.scrapes,
    observability.monitors,
    observability.dashboards,
    last_resorts.complete,
    last_resorts.kinds,
    last_resorts.lists,
    pins.known,
    versions.tool,
    versions.kubernetes,
)
"""Every rule. Their order does not matter."""

_SEVERITIES = {code.code: code.severity for code in RULE_CODES}


def check(resolved: Resolved) -> Findings:
    """What every rule finds, with the severity of its code."""
    return ordered(
        replace(finding, severity=_SEVERITIES[finding.code]) for rule in RULES for finding in rule(resolved)
    )


def with_severities(findings: Iterable[Finding], inputs: Inputs) -> Findings:
    """The findings as severe as the repository's `rules` say, where it may say so."""
    severities = {code: s for code, s in inputs.repository.severities.items() if is_weighable(code)}
    return ordered(
        replace(finding, severity=severities.get(finding.code, finding.severity)) for finding in findings
    )
