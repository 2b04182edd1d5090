"""Every finding's code, with the page that `helmwright explain` shows."""

from __future__ import annotations

from helmwright.codes.code import Code
from helmwright.codes.table import CODES

__all__ = ["CODES", "Code"]
