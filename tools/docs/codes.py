"""The reference page of findings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from helmwright.catalog import CODES
from helmwright.codes.code import Code
from helmwright.findings import Severity

_STAGES = {
    "L": ("Loading", "a file is not a descriptor that can be read"),
    "S": ("Schema", "a descriptor says something that its kind does not know"),
    "R": ("Rules", "descriptors do not fit together, or ask for something unsafe"),
    "P": ("Planning", "generated files would meet files of somebody else"),
    "D": ("Drift", "a generated file is not what the descriptors say"),
    "A": ("Add-ons", "a chart of others is not here, or is not what it was"),
    "H": ("Helm", "a chart does not render"),
    "K": ("Kubernetes", "a rendered object would be refused, or have no effect"),
    "C": ("Charts", "a chart's files do not agree, or its templates will do harm later"),
    "G": ("GitOps", "what is deployed is not what is generated, or waits for somebody"),
    "T": ("Tools", "something to work with is missing"),
}
_CASES = Path(__file__).parents[2] / "tests" / "cases"


def codes() -> str:
    """Every code with its page, as `helmwright explain` shows it, and an example of the finding."""
    lines = [
        "# Findings",
        "",
        "A finding is one line: where, how grave, its code, and what is wrong; often a hint follows.",
        "The letter of a code is the stage that finds it, and a code never changes its meaning.",
        "`helmwright explain CODE` shows the same in the terminal. Each is an error unless its title says",
        "otherwise. Where it says so, [`rules`](repository.md#rules) in helmwright.yaml sets another severity, and",
        "[`accepted`](repository.md#accepted) accepts a finding at one place.",
        "",
        "| letter | stage | says that |",
        "|---|---|---|",
        *(f"| {letter} | [{name}](#{name.lower()}) | {what} |" for letter, (name, what) in _STAGES.items()),
        "",
    ]
    for letter, group in groupby(CODES, key=lambda code: code.code[0]):
        lines += [f"## {_STAGES[letter][0]}", ""]
        for code in group:
            lines += _section(code)
    return "\n".join(lines)


def _section(code: Code) -> Iterator[str]:
    weight = "" if code.severity is Severity.ERROR else f" ({code.severity})"
    yield from (f"### {code.code}: {code.title}{weight}", "", _text(code.why), "", _text(code.fix), "")
    if code.choice:
        yield from (code.choice, "")
    if example := _example(code.code):
        yield from ("```text", example, "```", "")


def _example(code: str) -> str:
    """What is said in the first case of the code under tests/cases, with its hint; empty if none."""
    for case in sorted(_CASES.glob(f"*/{code}-*/findings.txt")):
        lines = case.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines):
            if f" {code}: " in line:
                hint = [after for after in lines[number + 1 : number + 2] if after.startswith("  hint: ")]
                return "\n".join([line, *hint])
    return ""


def _text(text: str) -> str:
    return text.replace("<", "&lt;")
