"""Checked files as JUnit test cases, for the test tabs of GitLab, Jenkins and Azure."""

from __future__ import annotations

from itertools import groupby
from xml.etree import ElementTree as ET

from helmwright.findings import Findings, Severity
from helmwright.report.outcome import Report
from helmwright.report.terminal import visible
from helmwright.report.text import finding_text


def render(report: Report) -> str:
    """One test case for each file that was checked or has a finding; an error fails its case.

    A file is one case however many findings it has, because readers drop a second case of the same
    name (https://docs.gitlab.com/ci/testing/unit_test_reports/) and a second failure of a case. The
    failure's text lists all errors of the file; what is not an error goes to the case's output.
    """
    by_path = {path: tuple(group) for path, group in groupby(report.findings, lambda f: f.location.path)}
    cases = [_case(path, by_path.get(path, ())) for path in sorted({*report.checked, *by_path})]
    counts = {
        "name": "helmwright",
        "tests": str(len(cases)),
        "failures": str(sum(case.find("failure") is not None for case in cases)),
    }
    suites = ET.Element("testsuites", counts)
    suite = ET.SubElement(suites, "testsuite", {**counts, "errors": "0", "skipped": "0"})
    suite.extend(cases)
    ET.indent(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(suites, encoding="unicode")}\n'


def _case(path: str, findings: Findings) -> ET.Element:
    name = visible(path)
    case = ET.Element("testcase", {"classname": "helmwright", "name": name, "file": name})
    errors = tuple(f for f in findings if f.severity is Severity.ERROR)
    others = tuple(f for f in findings if f.severity is not Severity.ERROR)
    if errors:
        first = {"type": visible(errors[0].code), "message": visible(errors[0].message)}
        ET.SubElement(case, "failure", first).text = _listed(errors)
    if others:
        ET.SubElement(case, "system-out").text = _listed(others)
    return case


def _listed(findings: Findings) -> str:
    return "\n".join(map(finding_text, findings))
