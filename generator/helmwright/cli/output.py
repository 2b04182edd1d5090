"""What a command ends with: its report, and the exit code that follows from it."""

from __future__ import annotations

import sys

from helmwright.catalog import CODES
from helmwright.cli.errors import Exit
from helmwright.cli.session import Session
from helmwright.cli.streams import wants_color
from helmwright.findings import Findings, failed
from helmwright.report import Report, render
from helmwright.tree import Changes


def report(
    session: Session,
    format_: str,
    findings: Findings,
    *,
    changes: Changes | None = None,
    checked: tuple[str, ...] = (),
) -> Exit:
    """Prints the report to stdout; 1 when there is an error among the findings."""
    if format_ != "text" or findings or changes or not session.quiet:
        session.out(render(Report(findings, changes, checked, CODES), format_, color=wants_color(sys.stdout)))
    return Exit.FINDINGS if failed(findings) else Exit.CLEAN


def remarks(session: Session, findings: Findings) -> Exit:
    """Prints findings to stderr, where stdout has another result; 1 when there is an error among them."""
    if findings:
        session.remark(render(Report(findings), "text", color=wants_color(sys.stderr)).removesuffix("\n"))
    return Exit.FINDINGS if failed(findings) else Exit.CLEAN
