"""Findings as GitHub workflow commands, which become annotations on a pull request.

Syntax: https://docs.github.com/actions/reference/workflow-commands-for-github-actions; escapes: what
the runner undoes in `ActionCommand.cs` of github.com/actions/runner.
"""

from __future__ import annotations

from helmwright.findings import Finding, Severity
from helmwright.report.outcome import Report
from helmwright.report.summary import findings_summary
from helmwright.report.terminal import visible

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
# A carriage return (%0D) needs no entry: `visible` has spelled out every line end of a finding's own.
_DATA_ESCAPES = str.maketrans({"%": "%25", "\n": "%0A"})
_PROPERTY_ESCAPES = str.maketrans({"%": "%25", ":": "%3A", ",": "%2C"})


def render(report: Report) -> str:
    """One command a line, then the summary as a plain line of the log."""
    lines = [*map(_command, report.findings), findings_summary(report.findings)]
    return "".join(f"{line}\n" for line in lines)


def _command(finding: Finding) -> str:
    properties = ",".join(f"{key}={value}" for key, value in _properties(finding).items() if value)
    hint = f"\nhint: {visible(finding.hint)}" if finding.hint else ""
    data = f"{visible(finding.message)}{hint}".translate(_DATA_ESCAPES)
    return f"::{_COMMANDS[finding.severity]} {properties}::{data}"


def _properties(finding: Finding) -> dict[str, str]:
    location = finding.location
    return {
        "file": visible(location.path).translate(_PROPERTY_ESCAPES),
        "line": str(location.line or ""),
        "col": str(location.column or ""),
        "title": visible(finding.code).translate(_PROPERTY_ESCAPES),
    }
