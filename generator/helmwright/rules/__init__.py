"""What no schema can see: whether descriptors agree with each other, and with what a cluster accepts.

A module here holds the rules of one subject, with their codes and pages. A rule is a plain function from the resolved
repository to findings. To add one: the function, its code and its place in `RULES` in the module of its subject, and
a case under `tests/cases/invalid/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from helmwright.codes import CODES as STAGES
from helmwright.codes.code import Code, weighed
from helmwright.findings import Finding, Findings, ordered
from helmwright.model import graph
from helmwright.model import references as facts
from helmwright.model.exposure import every_kind
from helmwright.model.inputs import Inputs
from helmwright.model.resolved import Resolved
from helmwright.rules import last_resorts, observability, without_effect
from helmwright.rules.names import collisions, naming
from helmwright.rules.network import (
    addresses,
    aws_network,
    exposure,
    exposure_settings,
    hosts,
    literals,
    openings,
    ports,
    routing,
    sts,
)
from helmwright.rules.nodes import groups, subnets
from helmwright.rules.pods import (
    amounts,
    containers,
    contents,
    identity,
    images,
    placement,
    probes,
    security,
    storage,
    variable_uses,
    variables,
)
from helmwright.rules.repository import (
    acceptance,
    access,
    addons,
    application_annotations,
    argo_cd,
    auto_mode,
    aws_auth,
    clusters,
    impersonation,
    owners,
    pins,
    principals,
    reading,
    references,
    removals,
    roles,
    severities,
    sync_windows,
    versions,
)
from helmwright.rules.secrets import complete, paths, plaintext
from helmwright.rules.workloads import (
    apart,
    autoscaling,
    jobs,
    keda,
    kinds,
    scaling,
)

Rule = Callable[[Resolved], Iterator[Finding]]

_SUBJECTS = (
    *(
        access,
        addons,
        application_annotations,
        argo_cd,
        auto_mode,
        aws_auth,
        clusters,
        impersonation,
        owners,
        pins,
        principals,
        reading,
        references,
        removals,
        roles,
        sync_windows,
        versions,
    ),
    *(collisions, naming),
    *(groups, subnets),
    *(addresses, aws_network, exposure, exposure_settings, hosts, literals, openings, ports, routing, sts),
    *(
        amounts,
        containers,
        contents,
        identity,
        images,
        placement,
        probes,
        security,
        storage,
        variable_uses,
        variables,
    ),
    *(apart, autoscaling, jobs, keda, kinds, scaling),
    *(complete, paths, plaintext),
    *(last_resorts, observability, without_effect),
)

RULES: tuple[Rule, ...] = tuple(rule for subject in _SUBJECTS for rule in subject.RULES)
"""Every rule but the one about the repository's own severities, which must know all codes."""

CODES: tuple[Code, ...] = tuple(
    sorted(
        (
            code
            for subject in (*_SUBJECTS, facts, graph, every_kind, acceptance, severities)
            for code in subject.CODES
        ),
        key=lambda code: code.code,
    )
)
"""The codes of all that descriptors say together."""

_KNOWN = {code.code: code for code in (*CODES, *STAGES)}


def check(resolved: Resolved) -> Findings:
    """What every rule finds, with the severity of its code."""
    found = [finding for rule in RULES for finding in rule(resolved)]
    found += severities.unknown(resolved, _KNOWN.values())
    found += acceptance.unused(resolved, found, CODES)
    return ordered(weighed(found, _KNOWN.values()))


def with_severities(findings: Iterable[Finding], inputs: Inputs) -> Findings:
    """The findings that the repository does not accept, as severe as its `rules` say, where it may say so."""
    wanted = {
        code: s
        for code, s in inputs.repository.severities.items()
        if code in _KNOWN and _KNOWN[code].overridable
    }
    return ordered(
        replace(finding, severity=wanted.get(finding.code, finding.severity))
        for finding in acceptance.not_accepted(findings, inputs)
    )
