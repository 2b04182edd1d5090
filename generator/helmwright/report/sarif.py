"""Findings as SARIF 2.1.0, for code scanning and editors.

Sections in comments: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from helmwright import __version__
from helmwright.codes.code import Code
from helmwright.findings import Finding, Location, Severity
from helmwright.report.json import dump
from helmwright.report.outcome import Report

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_HOME = "https://github.com/helmwright/helmwright"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(report: Report) -> str:
    """One run with a rule for each code and a result for each finding."""
    rule_indexes = {code.code: index for index, code in enumerate(report.codes)}
    driver = {
        "name": "helmwright",
        "version": __version__,
        "informationUri": _HOME,
        "rules": [_rule(code) for code in report.codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, rule_indexes) for finding in report.findings],
    }
    return dump({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: Code) -> dict[str, Any]:
    return {
        "id": code.code,
        "shortDescription": _message(code.title),
        "fullDescription": _message(code.why),
        "help": _message(f"{code.why}\n\n{code.fix}"),
        "defaultConfiguration": {"level": _LEVELS[code.severity]},
    }


def _result(finding: Finding, rule_indexes: dict[str, int]) -> dict[str, Any]:
    result: dict[str, Any] = {"ruleId": finding.code}
    if finding.code in rule_indexes:
        result["ruleIndex"] = rule_indexes[finding.code]
    text = f"{finding.message}\nhint: {finding.hint}" if finding.hint else finding.message
    return result | {
        "level": _LEVELS[finding.severity],
        "message": _message(text),
        "locations": [{"physicalLocation": _physical_location(finding.location)}],
    }


def _physical_location(location: Location) -> dict[str, Any]:
    # The colon is encoded too: a relative reference must not seem to begin with a scheme (RFC 3986, 4.2).
    uri = quote(location.path, safe="/", errors="backslashreplace")
    place: dict[str, Any] = {"artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"}}
    # A result about the whole file has no region (3.29.4); lines and columns count from 1 (3.30.5).
    region = {"startLine": location.line, "startColumn": location.column}
    if location.line:
        place["region"] = {key: number for key, number in region.items() if number}
    return place


def _message(text: str) -> dict[str, str]:
    """A message whose braces are doubled, since single ones are placeholders (3.11.5)."""
    return {"text": text.replace("{", "{{").replace("}", "}}")}
