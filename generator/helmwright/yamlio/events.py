"""What PyYAML's parser takes and go-yaml does not, told by the parser's events before anything is made of them."""

from __future__ import annotations

from typing import Any, cast

import yaml

from helmwright.yamlio.goyaml import Loader


def may_differ(text: str) -> bool:
    """Whether it takes `difference` to know: that parses the text."""
    brackets = "[" in text or "{" in text
    return ("?" in text and brackets) or "\\/" in text or "\n%" in text or text.startswith("%")


def difference(text: str) -> tuple[str, int] | None:
    """What go-yaml reads differently, and its line. Broken text raises PyYAML's errors."""
    depth = 0
    for event in Loader(text).events():
        if isinstance(event, yaml.CollectionStartEvent):
            depth += bool(depth or event.flow_style)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= bool(depth)
        elif problem := _problem(event, text, within_brackets=depth > 0):
            mark: Any = event.start_mark
            return problem, mark.line + 1
    return None


def _problem(event: Any, text: str, *, within_brackets: bool) -> str:
    if isinstance(event, yaml.DocumentStartEvent) and (event.version or event.tags):
        return "Helm takes a directive for a document"
    if not isinstance(event, yaml.ScalarEvent):
        return ""
    if within_brackets and not event.style and "?" in event.value:
        return "a plain text within brackets ends at '?'"
    start, end = (cast("yaml.Mark", mark).index for mark in (event.start_mark, event.end_mark))
    written = text[start:end] if event.style == '"' else ""
    return "\\/ is no escape" if "\\/" in written.replace("\\\\", "") else ""
