"""What holds for any report, however hostile its texts: each format can be read back."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema_rs
from hypothesis import given
from hypothesis import strategies as st

from helmwright import resources
from helmwright.codes.code import Code
from helmwright.findings import Finding, Location, Severity
from helmwright.report import FORMATS, Report, render
from helmwright.report.terminal import visible
from helmwright.tree import Change

CASES = Path(__file__).parents[1] / "cases" / "reports"
REPORT_SCHEMA = json.loads((resources.schemas() / "report.schema.json").read_text(encoding="utf-8"))
SARIF_SCHEMA = json.loads((CASES / "sarif.schema.json").read_text(encoding="utf-8"))

HOSTILE = ["\x1b[2J", "\n::error::", "\r", "]]>", "<&\"'", "%0A", "{{", "}", ":,", "é", "\x9b", "\u202e"]
NOT_IN_XML = ["\0", "\ufffe", "\ud800", "\udcff"]
CHARACTERS = st.text(st.characters(exclude_categories=()), max_size=5)
TEXTS = st.lists(st.sampled_from(HOSTILE + NOT_IN_XML) | CHARACTERS, max_size=4).map("".join)
PATHS = TEXTS.filter(bool)
NUMBERS = st.integers(0, 9999)
SEVERITIES = st.sampled_from(Severity)
FINDINGS = st.lists(
    st.builds(Finding, TEXTS, st.builds(Location, PATHS, NUMBERS, NUMBERS), TEXTS, TEXTS, SEVERITIES),
    max_size=4,
    unique_by=lambda f: (f.location, f.code, f.message, f.hint),
).map(tuple)
CHANGES = st.lists(st.builds(Change, PATHS, st.none(), st.just(b"")), max_size=2).map(tuple)
CHECKED = st.lists(PATHS, max_size=2).map(tuple)
CODES = st.lists(st.builds(Code, TEXTS, TEXTS, TEXTS, TEXTS, SEVERITIES), max_size=2).map(tuple)
REPORTS = st.builds(Report, FINDINGS, st.none() | CHANGES, CHECKED, CODES)


@given(REPORTS, st.sampled_from(FORMATS))
def test_nothing_unprintable_is_ever_printed(report: Report, format: str) -> None:
    output = render(report, format)
    assert output.endswith("\n")
    assert output.replace("\n", "").isprintable()


@given(FINDINGS, st.sampled_from(FORMATS))
def test_the_order_of_the_findings_makes_no_difference(findings: tuple[Finding, ...], format: str) -> None:
    assert render(Report(findings[::-1]), format) == render(Report(findings), format)


@given(REPORTS)
def test_text_is_a_line_for_each_finding_hint_change_and_summary(report: Report) -> None:
    hints = sum(bool(finding.hint) for finding in report.findings)
    changes = 0 if report.changes is None else len(report.changes) + 1
    lines = render(report, "text").splitlines()
    assert len(lines) == len(report.findings) + hints + 1 + changes


@given(REPORTS)
def test_json_fits_its_schema_and_keeps_every_message(report: Report) -> None:
    document = json.loads(render(report, "json"))
    jsonschema_rs.validator_for(REPORT_SCHEMA).validate(document)
    messages = [without_surrogates(finding.message) for finding in report.findings]
    assert sorted(f["message"] for f in document["findings"]) == sorted(messages)


def without_surrogates(text: str) -> str:
    return re.sub("[\ud800-\udfff]", lambda match: visible(match[0]), text)


@given(REPORTS)
def test_sarif_fits_what_its_readers_require(report: Report) -> None:
    document = json.loads(render(report, "sarif"))
    jsonschema_rs.validator_for(SARIF_SCHEMA, validate_formats=True).validate(document)
    assert len(document["runs"][0]["results"]) == len(report.findings)


@given(REPORTS)
def test_github_lines_are_one_command_each_as_the_runner_reads_them(report: Report) -> None:
    *commands, _summary = render(report, "github").splitlines()
    read = sorted(runner_reads(line) for line in commands)
    assert read == sorted(
        (visible(f.location.path), visible(f.code).rstrip(), message_of(f)) for f in report.findings
    )


def message_of(finding: Finding) -> str:
    hint = f"\nhint: {visible(finding.hint)}" if finding.hint else ""
    return f"{visible(finding.message)}{hint}"


def runner_reads(line: str) -> tuple[str, str, str]:
    """File, title and message, read in the steps of `ActionCommand.cs` in github.com/actions/runner."""
    _, command, data = line.split("::", 2)
    name, listed = command.split(" ", 1)
    assert name in ("error", "warning", "notice")
    properties = dict(pair.split("=", 1) for pair in listed.strip().split(","))
    for token, escape in (("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C"), ("%", "%25")):
        properties = {key: value.replace(escape, token) for key, value in properties.items()}
    for token, escape in (("\r", "%0D"), ("\n", "%0A"), ("%", "%25")):
        data = data.replace(escape, token)
    return properties["file"], properties.get("title", ""), data


@given(REPORTS)
def test_junit_is_xml_with_a_case_for_each_file_and_a_failure_for_each_with_errors(report: Report) -> None:
    cases = ET.fromstring(render(report, "junit")).findall("./testsuite/testcase")  # noqa: S314 - our own output
    failing = {f.location.path for f in report.findings if f.severity is Severity.ERROR}
    paths = {f.location.path for f in report.findings} | set(report.checked)
    assert sorted(case.attrib["name"] for case in cases) == sorted(map(visible, paths))
    assert sum(case.find("failure") is not None for case in cases) == len(failing)
