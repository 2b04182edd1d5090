"""Codes of charts: what the commands under `helmwright charts` find."""

from __future__ import annotations

from helmwright.codes.code import Code

CHARTS = (
    Code(
        "C101",
        "chart file cannot be read",
        "The file describes the chart, and nothing about the chart is certain while it cannot be read.",
        "Correct the line that is named.",
    ),
    Code(
        "C102",
        "generated chart file not current",
        "The chart's schema, values or documentation do not say what their source says, so people and Helm "
        "are told something else than the templates do.",
        "Run helmwright charts docs with the chart, look at the difference and commit it.",
    ),
    Code(
        "C121",
        "template that cannot be parsed",
        "The template does not follow the grammar of Go's templates, so Helm refuses the whole chart.",
        "Correct the place that is named: close what is open, and end each if, with, range and define.",
    ),
)
