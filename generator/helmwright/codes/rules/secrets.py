"""Codes of secrets beyond their completeness."""

from __future__ import annotations

from helmwright.codes.code import Code

SECRETS = (
    Code(
        "R885",
        "variable of a key that is not sealed",
        "The Secret has the keys that were sealed and no other. A pod that wants another key does not start.",
        "Seal a value for the key and add it under sealed, or correct the key.",
    ),
)
