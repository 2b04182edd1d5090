"""Templates in the texts of values.yaml."""

from __future__ import annotations

from contextlib import suppress

from chartwright.templates.parse import Template, parse
from chartwright.values.file import ValuesFile
from helmwright.charts.metadata import VALUES
from helmwright.charts.template_tokens import TemplateError


def values_texts(values: ValuesFile) -> tuple[Template, ...]:
    """The texts of values.yaml that are templates themselves, which the chart renders with `tpl`."""
    found: list[Template] = []
    for value in values.defaults.values():
        if isinstance(value, str) and "{{" in value:
            with suppress(TemplateError):
                found.append(parse(VALUES, value))
    return tuple(found)
