"""What a report is about, before it has a format."""

from __future__ import annotations

from dataclasses import dataclass, replace

from helmwright import layout
from helmwright.codes.code import Code
from helmwright.findings import Finding, Findings, Location, ordered
from helmwright.tree import Changes


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a command.

    `changes` is None when the command plans no files. `checked` are the paths of the files that were
    looked at, clean ones included. `codes` are the rows that findings may refer to; a finding whose
    code has no row is reported all the same.
    """

    findings: Findings = ()
    changes: Changes | None = None
    checked: tuple[str, ...] = ()
    codes: tuple[Code, ...] = ()


def normalised(report: Report) -> Report:
    """The same report in the one order that every format shows, without duplicates.

    A finding that is about no file is placed at `helmwright.yaml`: GitHub's code scanning refuses a
    whole SARIF file for one result without a location (github/codeql-action#2459).
    """
    return Report(
        findings=ordered(map(_placed, report.findings)),
        changes=None if report.changes is None else tuple(sorted(report.changes, key=lambda c: c.path)),
        checked=tuple(sorted(set(report.checked))),
        codes=tuple(sorted({c.code: c for c in report.codes}.values(), key=lambda c: c.code)),
    )


def _placed(finding: Finding) -> Finding:
    return finding if finding.location.path else replace(finding, location=Location(layout.REPOSITORY))
