"""The codes of findings, each with the page that `helmwright explain` shows; those of rules are beside the rules."""

from __future__ import annotations

from helmwright.codes.addons import ADDONS
from helmwright.codes.charts import CHARTS
from helmwright.codes.code import Code
from helmwright.codes.helm import HELM
from helmwright.codes.kubernetes import KUBERNETES
from helmwright.codes.listing import LISTING
from helmwright.codes.loading import LOADING
from helmwright.codes.planning import PLANNING
from helmwright.codes.schema import SCHEMA_CODES
from helmwright.codes.tools import TOOLS

CODES: tuple[Code, ...] = (
    *LOADING,
    *LISTING,
    *SCHEMA_CODES,
    *PLANNING,
    *ADDONS,
    *HELM,
    *KUBERNETES,
    *CHARTS,
    *TOOLS,
)
"""Every code but those of rules."""
