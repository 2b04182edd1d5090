"""How a run ends, and why a command cannot begin."""

from __future__ import annotations

from enum import IntEnum

import click

from helmwright.findings import Finding


class Exit(IntEnum):
    """What the program returns to its caller."""

    CLEAN = 0
    FINDINGS = 1
    UNABLE = 2
    BUG = 70  # EX_SOFTWARE of sysexits.h
    INTERRUPTED = 130  # 128 and SIGINT, as shells say it
    BROKEN_PIPE = 141  # 128 and SIGPIPE


class Unable(click.ClickException):
    """Something is missing or wrong that only the person can put right."""

    exit_code = Exit.UNABLE

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message}\n  hint: {hint}" if hint else message)


def unable(finding: Finding) -> Unable:
    """The finding as the reason to stop."""
    return Unable(f"{finding.message} ({finding.code})", finding.hint)
