"""Every code there is."""

from __future__ import annotations

from helmwright.codes.charts import CHARTS
from helmwright.codes.code import Code
from helmwright.codes.helm import HELM
from helmwright.codes.kubernetes import KUBERNETES
from helmwright.codes.listing import LISTING
from helmwright.codes.loading import LOADING
from helmwright.codes.planning import PLANNING
from helmwright.codes.rules import RULE_CODES, WEIGHABLE
from helmwright.codes.schema import SCHEMA_CODES
from helmwright.codes.tools import TOOLS

CODES: tuple[Code, ...] = (
    *LOADING,
    *LISTING,
    *SCHEMA_CODES,
    *RULE_CODES,
    *PLANNING,
    *HELM,
    *KUBERNETES,
    *CHARTS,
    *TOOLS,
)
"""Sorted by stage in the order of the pipeline, then by number."""

_RENDERED = "K1", "K2"
"""How the codes of what is found in rendered objects begin."""


def is_weighable(code: str) -> bool:
    """Whether a repository may give findings of the code another severity."""
    return code in WEIGHABLE or code.startswith(_RENDERED)
