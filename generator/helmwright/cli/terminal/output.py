"""What a command ends with: its report, and the exit code that follows from it."""

from __future__ import annotations

import sys

from helmwright.cli.exit_codes import Exit
from helmwright.cli.session import Session
from helmwright.cli.terminal.streams import wants_color
from helmwright.codes.code import Code
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
        told = Report(findings, changes, checked, _codes() if format_ == "sarif" else ())
        session.out(render(told, format_, color=wants_color(sys.stdout)))
    return Exit.FINDINGS if failed(findings) else Exit.CLEAN


def _codes() -> tuple[Code, ...]:
    """Every code, which SARIF alone lists: the rules that have them take longer to load than a command on charts."""
    from helmwright.catalog import CODES  # noqa: PLC0415

    return CODES


def remarks(session: Session, findings: Findings) -> Exit:
    """Prints findings to stderr, where stdout has another result; 1 when there is an error among them."""
    if findings:
        session.remark(render(Report(findings), "text", color=wants_color(sys.stderr)).removesuffix("\n"))
    return Exit.FINDINGS if failed(findings) else Exit.CLEAN
