"""The report for programs; its shape is published as `report.schema.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from helmwright.findings import Finding
from helmwright.report.outcome import Report
from helmwright.report.summary import actions, severities
from helmwright.report.terminal import spelled

VERSION = 1


def render(report: Report) -> str:
    """One object with the findings, the changes and their counts."""
    changes = report.changes or ()
    return dump(
        {
            "version": VERSION,
            "findings": [_finding(finding) for finding in report.findings],
            "changes": [{"action": change.action, "path": change.path} for change in changes],
            "summary": {
                "findings": severities(report.findings),
                "changes": actions(changes),
                "checkedFiles": len(report.checked),
            },
        }
    )


def dump(document: Mapping[str, Any]) -> str:
    r"""The document as indented JSON that is safe on a terminal and for every parser.

    Readable text stays as it is; unprintable characters become JSON escapes. A lone surrogate has no
    JSON form that all parsers take (RFC 8259, 8.2), so it becomes the text `\udcff`.
    """
    lines = json.dumps(document, ensure_ascii=False, indent=2).split("\n")
    return "\n".join(spelled(line, _escape) for line in lines) + "\n"


def _escape(char: str) -> str:
    if char.isprintable():
        return f"\\u{ord(char):04x}"
    escape = json.dumps(char)[1:-1]
    return f"\\{escape}" if "\ud800" <= char <= "\udfff" else escape


def _finding(finding: Finding) -> dict[str, str | int]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "path": finding.location.path,
        "line": finding.location.line,
        "column": finding.location.column,
        "message": finding.message,
        "hint": finding.hint,
    }
