"""What a finding's code is: the row that `explain`, the docs and the reports read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from helmwright.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class Code:
    """A finding's code and its page.

    `title` is a short sentence without a full stop, `why` says what goes wrong in a cluster or a
    review when it is ignored, `fix` says what to change. A code never changes its meaning. A repository may accept
    findings, or give them another severity, if the code is `overridable`; the others leave open what generating must
    know, or stand for an object that the chart or the API server refuses.
    """

    code: str
    title: str
    why: str
    fix: str
    severity: Severity = Severity.ERROR
    overridable: bool = False

    @property
    def choice(self) -> str:
        """What a repository may do about it other than to mend it, empty for nothing."""
        return (
            "helmwright.yaml may accept it at one place, by "
            f'`accepted: {{<file>:<path>: {{{self.code}: "<reason>"}}}}`, or set its severity, with a reason.'
            if self.overridable
            else ""
        )


def weighed(findings: Iterable[Finding], codes: Iterable[Code]) -> Iterator[Finding]:
    """The findings, each as severe as its code says; `codes` has every one of theirs."""
    severities = {code.code: code.severity for code in codes}
    return (replace(finding, severity=severities[finding.code]) for finding in findings)
