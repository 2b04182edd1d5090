"""The report for people: one line a finding, counts in words, nothing hidden."""

from __future__ import annotations

import pytest

from helmwright.findings import Finding, Location, Severity
from helmwright.limits import MESSAGE_CHARACTERS
from helmwright.report import Report, render
from helmwright.report.summary import changes_summary, findings_summary
from helmwright.report.terminal import visible
from helmwright.report.text import finding_text
from helmwright.tree import Change

ERROR = Finding("R203", Location("a.yaml", 12, 5), "no such service")
WARNING = Finding("R310", Location("b.yaml"), "no quota is set", "set one", Severity.WARNING)
INFO = Finding("R311", Location("b.yaml", 3), "unused", "", Severity.INFO)


@pytest.mark.parametrize("finding", [ERROR, WARNING, INFO], ids=lambda f: str(f.severity))
def test_a_plain_finding_reads_as_its_own_text(finding: Finding) -> None:
    assert finding_text(finding) == str(finding)


@pytest.mark.parametrize(
    ("findings", "summary"),
    [
        ((), "no findings"),
        ((ERROR,), "1 error in 1 file"),
        ((ERROR, WARNING, INFO), "1 error, 1 warning, 1 info in 2 files"),
        ((ERROR, ERROR, INFO, INFO), "2 errors, 2 infos in 2 files"),
    ],
)
def test_the_summary_counts_findings_and_files(findings: tuple[Finding, ...], summary: str) -> None:
    assert findings_summary(findings) == summary


@pytest.mark.parametrize(
    ("changes", "summary"),
    [
        ((), "no changes"),
        (
            (Change("a", None, b""), Change("b", b"1", b"2"), Change("c", None, b"")),
            "2 to create, 1 to update, 0 to delete",
        ),
    ],
)
def test_the_summary_counts_changes(changes: tuple[Change, ...], summary: str) -> None:
    assert changes_summary(changes) == summary


def test_a_command_without_a_plan_says_nothing_of_changes() -> None:
    assert render(Report(changes=None), "text") == "no findings\n"
    assert render(Report(changes=()), "text") == "no changes\nno findings\n"


def test_colour_marks_the_place_the_severity_and_the_action() -> None:
    report = Report((WARNING,), (Change("c.yaml", b"", None),))
    assert render(report, "text", color=True).splitlines() == [
        "\x1b[31mdelete\x1b[0m c.yaml",
        "0 to create, 0 to update, 1 to delete",
        "\x1b[1mb.yaml\x1b[0m: \x1b[33mwarning\x1b[0m R310: no quota is set",
        "  \x1b[2mhint:\x1b[0m set one",
        "1 warning in 1 file",
    ]


def test_the_longest_message_is_shown_whole() -> None:
    message = "x" * MESSAGE_CHARACTERS.value
    assert message in render(Report((Finding("H101", Location("a.yaml"), message),)), "text")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("déjà vu 日本 🚢", "déjà vu 日本 🚢"),
        ("C:\\new", "C:\\new"),
        ("\x1b[31mred\x07", r"\x1b[31mred\x07"),
        ("one\r\n\ttwo", r"one\r\n\ttwo"),
        ("\x9b2J", r"\x9b2J"),
        ("ima\u200bge\xa0:\ufeff", r"ima\u200bge\xa0:\ufeff"),
        ("safe\u202egnp.exe", r"safe\u202egnp.exe"),
        ("\udcff\U000e0001", r"\udcff\U000e0001"),
    ],
)
def test_what_a_terminal_would_obey_or_hide_is_spelled_out(text: str, shown: str) -> None:
    assert visible(text) == shown
