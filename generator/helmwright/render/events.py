"""What YAML text tells while it is parsed, before anything is made of it. Broken text raises PyYAML's errors."""

from __future__ import annotations

from typing import Any

import yaml

from helmwright.render.goyaml import BaseLoader


def may_cut(text: str) -> bool:
    """Whether it takes `cut` to know: that parses the text."""
    return "?" in text and ("[" in text or "{" in text)


def cut(text: str) -> int:
    """The line of a plain scalar within brackets that holds a `?`, where go-yaml ends it; 0 without one."""
    depth = 0
    for event in yaml.parse(text, BaseLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += bool(depth or event.flow_style)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= bool(depth)
        elif depth and isinstance(event, yaml.ScalarEvent) and not event.style and "?" in event.value:
            mark: Any = event.start_mark
            return int(mark.line) + 1
    return 0


def deeper_than(limit: int, text: str) -> bool:
    """Whether collections are nested deeper than the limit."""
    if sum(map(text.count, ("[", "{", "- ", "? "))) <= limit:
        return False
    depth = 0
    for event in yaml.parse(text, BaseLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > limit:
            return True
    return False
