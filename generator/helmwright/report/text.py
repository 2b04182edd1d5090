"""The report that people read."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.findings import Finding, Severity
from helmwright.report.outcome import Report
from helmwright.report.summary import by_code, changes_summary, findings_summary
from helmwright.report.terminal import Style, paint, visible
from helmwright.tree import Action, Change

_FEW = 25
"""As many findings as a screen shows: more have a summary by code."""
_SEVERITY_STYLES = {Severity.ERROR: Style.RED, Severity.WARNING: Style.YELLOW, Severity.INFO: Style.CYAN}
_ACTION_STYLES = {Action.CREATE: Style.GREEN, Action.UPDATE: Style.YELLOW, Action.DELETE: Style.RED}


def render(report: Report, *, color: bool = False) -> str:
    """Changes and their summary when files are planned, then findings and their summary.

    The findings come last because the end of the output is what stays on the screen.
    """
    return "".join(f"{line}\n" for line in _lines(report, color))


def finding_text(finding: Finding, *, color: bool = False) -> str:
    """`path:line:column: error R203: message`, and a second line with the hint when there is one."""
    place = paint(visible(str(finding.location)), Style.BOLD, color=color)
    severity = paint(finding.severity, _SEVERITY_STYLES[finding.severity], color=color)
    line = f"{place}: {severity} {visible(finding.code)}: {visible(finding.message)}"
    hint = paint("hint:", Style.DIM, color=color)
    return f"{line}\n  {hint} {visible(finding.hint)}" if finding.hint else line


def _lines(report: Report, color: bool) -> Iterator[str]:
    if report.changes is not None:
        for change in report.changes:
            yield _change_text(change, color)
        yield changes_summary(report.changes)
    for finding in report.findings:
        yield finding_text(finding, color=color)
    if len(report.findings) > _FEW:
        yield from map(visible, by_code(report.findings))
    yield findings_summary(report.findings)


def _change_text(change: Change, color: bool) -> str:
    return f"{paint(change.action, _ACTION_STYLES[change.action], color=color)} {visible(change.path)}"
