"""How much findings of charts matter, as the command line says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import click

from helmwright.codes.charts.contents import CONTENTS
from helmwright.findings import Finding, Severity

OFF = "off"
_FIXED = {"C101", "C102", "C121"}
"""What cannot be read cannot be checked, and `charts docs` says what is not current."""
CODES = tuple(code.code for code in CONTENTS if code.code not in _FIXED)


class Weight(click.ParamType):  # type: ignore[type-arg]  # click 8.2 knows none
    """A code of `charts lint` and what its findings count as: `C114=off`, which is None."""

    name = "weight"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, Severity | None]:
        code, _, severity = value.partition("=")
        if code not in CODES:
            self.fail(f"'{code}' is none of {', '.join(CODES)}", param, ctx)
        if severity not in (*Severity, OFF):
            self.fail(f"'{severity}' is none of {', '.join((*Severity, OFF))}", param, ctx)
        return code, None if severity == OFF else Severity(severity)


def weighed(findings: Iterable[Finding], weights: Mapping[str, Severity | None]) -> Iterator[Finding]:
    """The findings with the severities that are wanted, without those that are not."""
    for finding in findings:
        severity = weights.get(finding.code, finding.severity)
        if severity is not None:
            yield replace(finding, severity=severity)
