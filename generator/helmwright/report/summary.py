"""How many: the counts that close a report, as numbers and as a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from helmwright.findings import Findings, Severity
from helmwright.tree import Action, Changes

_PLURALS = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.INFO: "infos"}


def severities(findings: Findings) -> dict[Severity, int]:
    """The number of findings of each severity, zeros included."""
    counts = Counter(finding.severity for finding in findings)
    return {severity: counts[severity] for severity in Severity}


def actions(changes: Changes) -> dict[Action, int]:
    """The number of changes of each action, zeros included."""
    counts = Counter(change.action for change in changes)
    return {action: counts[action] for action in Action}


def findings_summary(findings: Findings) -> str:
    """`2 errors, 1 warning in 3 files`, or `no findings`."""
    if not findings:
        return "no findings"
    counts = ", ".join(
        _counted(count, severity, _PLURALS[severity])
        for severity, count in severities(findings).items()
        if count
    )
    files = len({finding.location.path for finding in findings})
    return f"{counts} in {_counted(files, 'file', 'files')}"


def by_code(findings: Findings) -> Iterator[str]:
    """A line for each code, errors before warnings, and the code with the most findings first."""
    counts = Counter((finding.severity, finding.code) for finding in findings)
    order = list(Severity)
    for (severity, code), count in sorted(
        counts.items(), key=lambda row: (order.index(row[0][0]), -row[1], row[0])
    ):
        first = next(found for found in findings if (found.severity, found.code) == (severity, code))
        yield f"{_counted(count, severity, _PLURALS[severity])} {code}, the first at {first.location}"


def changes_summary(changes: Changes) -> str:
    """`3 to create, 1 to update, 0 to delete`, or `no changes`."""
    if not changes:
        return "no changes"
    return ", ".join(f"{count} to {action}" for action, count in actions(changes).items())


def _counted(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}"
