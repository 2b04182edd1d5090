"""What no schema can see: whether descriptors agree with each other, and with what a cluster accepts.

A rule is a plain function from the resolved repository to findings; its codes and their severities are in
`codes/rules.py`. To add one: a function in a module here, a line in `RULES`, its code, a case under
`tests/cases/invalid/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from helmwright.codes.rules import RULE_CODES
from helmwright.findings import Finding, Findings, ordered
from helmwright.model.inputs import Inputs
from helmwright.model.resolved import Resolved
from helmwright.rules import references

Rule = Callable[[Resolved], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    references.environments,
)
"""Every rule. Their order does not matter."""

_SEVERITIES = {code.code: code.severity for code in RULE_CODES}


def check(resolved: Resolved) -> Findings:
    """What every rule finds, with the severity of its code."""
    return ordered(
        replace(finding, severity=_SEVERITIES[finding.code]) for rule in RULES for finding in rule(resolved)
    )


def with_severities(findings: Iterable[Finding], inputs: Inputs) -> Findings:
    """The findings as severe as the repository's `rules` say."""
    severities = inputs.repository.severities
    return ordered(
        replace(finding, severity=severities.get(finding.code, finding.severity)) for finding in findings
    )
