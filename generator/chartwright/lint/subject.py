"""What a chart's checks look at, read once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chartwright.cases.renders import Engine, Render
from chartwright.templates.parse import Template
from chartwright.usage.record import Place, Usage
from chartwright.values.dependencies import sub_charts
from chartwright.values.file import ValuesFile
from chartwright.values.source import Source
from helmwright.findings import Finding, Location, Severity
from helmwright.tree import Tree


@dataclass(frozen=True, slots=True)
class Subject:
    """A chart with its templates parsed, their usage of values followed, and its cases rendered."""

    files: Tree
    metadata: Mapping[str, Any]
    descriptions: tuple[Source, ...]
    values: ValuesFile
    templates: Mapping[str, Template]
    usage: Usage
    renders: tuple[Render, ...]
    engine: Engine

    @property
    def sub_charts(self) -> frozenset[str]:
        """The names under which values go to other charts."""
        return sub_charts(self.metadata, self.files)

    def in_template(
        self, code: str, place: Place, message: str, hint: str = "", severity: Severity = Severity.ERROR
    ) -> Finding:
        """A finding at a place in a template."""
        line, column = self.templates[place.path].place(place.at)
        return Finding(code, Location(place.path, line, column), message, hint, severity)

    def in_rendered(
        self,
        code: str,
        path: str,
        line: str,
        message: str,
        hint: str = "",
        severity: Severity = Severity.ERROR,
    ) -> Finding:
        """A finding of what a template renders, at the first line of it that begins so, if there is one."""
        template = self.templates.get(path)
        found = re.search(rf"^[ -]*{re.escape(line)}", template.text, re.MULTILINE) if template else None
        if template is None or found is None:
            return Finding(code, Location(path), message, hint, severity)
        indentation = len(found[0]) - len(line)
        return Finding(
            code, Location(path, *template.place(found.start() + indentation)), message, hint, severity
        )
