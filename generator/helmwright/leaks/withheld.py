"""Findings that keep secrets back, whichever stage made them and whatever it quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from helmwright.findings import Finding, Findings
from helmwright.leaks import SHOWN
from helmwright.leaks.forms import forms

_CUT = "..."
_SHORTEST_CUT, _LONGEST_CUT = 4, 200
_WORDLIKE = 8
"""Shorter secrets are taken for ones only where they are whole words: `1234` is also a part of other numbers."""


def withheld(findings: Iterable[Finding], secrets: Iterable[str]) -> Findings:
    """The findings, with a mark in the place of each of the secrets, also of one that is cut off by dots."""
    known = sorted(
        {line for secret in secrets for line in _lines(secret)}, key=lambda text: (-len(text), text)
    )
    pattern = re.compile("|".join(map(_pattern, known))) if known else None

    def clean(text: str) -> str:
        for token in forms(text):
            text = text.replace(token, SHOWN)
        if pattern is None:
            return text
        return _without_beginnings(pattern.sub(SHOWN, text), known)

    return tuple(
        replace(finding, message=clean(finding.message), hint=clean(finding.hint)) for finding in findings
    )


def _lines(secret: str) -> Iterable[str]:
    """The secret, and its lines, which some programs quote one by one."""
    yield secret
    yield from (line.strip() for line in secret.splitlines() if len(line.strip()) >= _WORDLIKE)


def _pattern(secret: str) -> str:
    escaped = re.escape(secret)
    return escaped if len(secret) >= _WORDLIKE else rf"(?<!\w){escaped}(?!\w)"


def _without_beginnings(text: str, secrets: Iterable[str]) -> str:
    head, dots, rest = text.partition(_CUT)
    if not dots:
        return text
    for secret in secrets:
        for length in range(min(len(secret) - 1, _LONGEST_CUT), _SHORTEST_CUT - 1, -1):
            if head.endswith(secret[:length]):
                head = head[:-length] + SHOWN
                break
    return head + dots + rest
