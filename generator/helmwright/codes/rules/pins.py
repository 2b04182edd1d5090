"""Codes of versions that are asked for."""

from __future__ import annotations

from helmwright.codes.code import Code

PINS = (
    Code(
        "R710",
        "chart version that is not released",
        "An environment that names a version gets that one or nothing: another chart in its place would change "
        "what runs there without a review.",
        "Name a version of charts/releases, bring the archive along, or release the chart first with helmwright "
        "charts release.",
    ),
)
