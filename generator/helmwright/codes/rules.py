"""Codes of what descriptors say together."""

from __future__ import annotations

from helmwright.codes.code import Code

RULE_CODES = (
    Code(
        "R101",
        "unknown environment",
        "An override for an environment that does not exist is never applied, and nobody notices.",
        "Correct the name, or describe the environment in environments/<name>.yaml.",
    ),
)
