"""`python -m helmwright`."""

from __future__ import annotations

from helmwright.cli import main

main(prog_name="helmwright")
