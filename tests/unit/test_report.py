"""One report in every format, compared with whole files, and the facts each format rests on."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from helmwright import __version__
from helmwright.codes.code import Code
from helmwright.findings import Finding, Location, Severity
from helmwright.report import FORMATS, Report, render
from helmwright.tree import Change

CASES = Path(__file__).parents[1] / "cases" / "reports"

SAMPLE = Report(
    findings=(
        Finding("T101", Location(""), "no helm on PATH"),
        Finding(
            "R203",
            Location("apps/shop/services/cart.yaml", 12, 5),
            "connectsTo names 'catalogue', which no service in app 'shop' or 'catalog' is called",
            "did you mean 'catalog/catalog'?",
        ),
        Finding("R310", Location("apps/shop/services/cart.yaml", 4, 3), "100% of {{ .Values }}, <raw>: kept"),
        Finding("R310", Location("environments/prod.yaml"), "no quota is set", "", Severity.WARNING),
        Finding("S999", Location("apps/a b/été:1.yaml", 1, 1), "\x1b[2Jforged\n", "", Severity.INFO),
    ),
    changes=(
        Change("apps/shop/prod/values.yaml", b"replicas: 1\n", b"replicas: 2\n"),
        Change("apps/shop/prod/Chart.yaml", None, b"apiVersion: v2\n"),
        Change("apps/old/prod/Chart.yaml", b"apiVersion: v2\n", None),
    ),
    checked=("apps/shop/services/catalog.yaml", "apps/shop/services/cart.yaml"),
    codes=(
        Code("R310", "A limit is missing", "One pod can fill a node.", "Set it.", Severity.WARNING),
        Code("R203", "A called service does not exist", "{url} never resolves.", "Name one that does."),
    ),
)


@pytest.mark.parametrize(
    ("format", "file"),
    [
        ("text", "report.txt"),
        ("json", "report.json"),
        ("github", "github.log"),
        ("sarif", "report.sarif"),
        ("junit", "junit.xml"),
    ],
)
def test_the_sample_in_each_format(format: str, file: str) -> None:
    expected = (CASES / file).read_text(encoding="utf-8").replace("@VERSION@", __version__)
    assert render(SAMPLE, format) == expected


@pytest.mark.parametrize("format", ["text", "github"])
def test_a_clean_report_says_so(format: str) -> None:
    assert render(Report(), format) == "no findings\n"


@pytest.mark.parametrize("format", FORMATS)
def test_a_repeated_finding_or_file_or_code_is_shown_once(format: str) -> None:
    doubled = replace(
        SAMPLE,
        findings=SAMPLE.findings * 2,
        checked=SAMPLE.checked * 2,
        codes=SAMPLE.codes * 2,
    )
    assert render(doubled, format) == render(SAMPLE, format)


def test_another_format_is_a_bug_of_the_caller() -> None:
    with pytest.raises(KeyError, match="yaml"):
        render(SAMPLE, "yaml")


def sarif_run(report: Report) -> dict[str, Any]:
    run: dict[str, Any] = json.loads(render(report, "sarif"))["runs"][0]
    return run


def test_a_sarif_result_points_at_its_rule_by_index_when_there_is_one() -> None:
    run = sarif_run(SAMPLE)
    rule_ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    pointed = {r["ruleId"]: rule_ids[r["ruleIndex"]] for r in run["results"] if "ruleIndex" in r}
    assert pointed == {"R203": "R203", "R310": "R310"}


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("apps/shop/app.yaml", "apps/shop/app.yaml"),
        ("a b/50%.yaml", "a%20b/50%25.yaml"),
        ("http:x.yaml", "http%3Ax.yaml"),
        ("été.yaml", "%C3%A9t%C3%A9.yaml"),
        ("\udcff.yaml", "%5Cudcff.yaml"),
    ],
)
def test_a_sarif_path_is_a_relative_uri(path: str, uri: str) -> None:
    [result] = sarif_run(Report(findings=(Finding("S101", Location(path), "x"),)))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


@pytest.mark.parametrize(
    ("location", "region"),
    [
        (Location("a.yaml"), None),
        (Location("a.yaml", 3), {"startLine": 3}),
        (Location("a.yaml", 3, 7), {"startLine": 3, "startColumn": 7}),
    ],
)
def test_a_sarif_region_is_as_precise_as_the_finding(
    location: Location, region: dict[str, int] | None
) -> None:
    [result] = sarif_run(Report(findings=(Finding("S101", location, "x"),)))["results"]
    assert result["locations"][0]["physicalLocation"].get("region") == region
