"""Secrets in plain text: how they look, where a descriptor holds them, and how findings keep them back."""

SHOWN = "…"
"""What stands in a secret's place."""
