"""Why a command cannot begin."""

from __future__ import annotations

import click

from helmwright.findings import Finding


class Unable(click.ClickException):
    """Something is missing that the person has to provide; the program exits with 2."""

    exit_code = 2

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message}\n  hint: {hint}" if hint else message)


def unable(finding: Finding) -> Unable:
    """The finding as the reason to stop."""
    return Unable(f"{finding.message} ({finding.code})", finding.hint)
