"""Every code there is."""

from __future__ import annotations

from helmwright.codes.code import Code
from helmwright.codes.helm import HELM
from helmwright.codes.kubernetes import KUBERNETES
from helmwright.codes.loading import LOADING
from helmwright.codes.planning import PLANNING
from helmwright.codes.rules import RULE_CODES
from helmwright.codes.schema import SCHEMA_CODES
from helmwright.codes.tools import TOOLS

CODES: tuple[Code, ...] = (
    *LOADING,
    *SCHEMA_CODES,
    *RULE_CODES,
    *PLANNING,
    *HELM,
    *KUBERNETES,
    *TOOLS,
)
"""Sorted by stage in the order of the pipeline, then by number."""
