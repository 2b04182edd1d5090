"""YAML nodes made of the parser's events one by one, so that no nesting ends the interpreter.

PyYAML's own composer calls itself for each level, in C without a bound: a few thousand brackets exhaust the
stack. Here nothing calls itself, and what is nested too deeply is refused at the event that says so, before
libyaml has taken time by the square of the brackets that are open at once.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, ClassVar

import yaml
from yaml.composer import ComposerError
from yaml.scanner import ScannerError

_BASE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""PyYAML's safe loader, the one in C where PyYAML was built with it."""


class TooDeepError(ComposerError):
    """Maps and lists are nested deeper than the reader allows."""


class Composer(_BASE):  # type: ignore[misc]
    """PyYAML's safe loader with a composer of our own. Raises PyYAML's errors, and TooDeepError."""

    deepest: ClassVar[int]
    """How many levels of maps and lists there may be."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._events = self.events()

    def get_event(self) -> Any:
        """The next event. A newer libyaml looks ahead and refuses much nesting itself: the words are the same."""
        try:
            return super().get_event()
        except ScannerError as error:
            self._refuse_depth(error)
            raise

    def check_event(self, *choices: Any) -> Any:
        """Whether the next event is one of these."""
        try:
            return super().check_event(*choices)
        except ScannerError as error:
            self._refuse_depth(error)
            raise

    def _refuse_depth(self, error: ScannerError) -> None:
        if error.problem == "exceeded maximum nesting depth":
            message = f"values nest deeper than {self.deepest} levels"
            raise TooDeepError(None, None, message, error.problem_mark) from error

    def events(self) -> Generator[Any]:
        """The events that are left."""
        depth = 0
        while (event := self.get_event()) is not None:
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > self.deepest:
                    mark: Any = event.start_mark
                    raise TooDeepError(None, None, f"values nest deeper than {self.deepest} levels", mark)
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            yield event

    def check_node(self) -> bool:
        """Whether there is another document."""
        if self.check_event(yaml.StreamStartEvent):
            next(self._events)
        return not self.check_event(yaml.StreamEndEvent)

    def get_single_node(self) -> yaml.Node | None:
        """The root of the only document, None without one."""
        root = self.get_node() if self.check_node() else None
        if self.check_node():
            raise ComposerError(None, None, "a second document starts here", self.peek_event().start_mark)
        return root

    def get_node(self) -> yaml.Node:
        """The root of the next document, of which `check_node` said that it is there."""
        next(self._events)
        root: list[yaml.Node] = []
        parts, around = root, []
        anchors: dict[str, yaml.Node] = {}
        for event in self._events:
            if isinstance(event, yaml.AliasEvent):
                if event.anchor not in anchors:
                    mark: Any = event.start_mark
                    raise ComposerError(None, None, f"found undefined alias '{event.anchor}'", mark)
                parts.append(anchors[event.anchor])
            elif isinstance(event, yaml.NodeEvent):
                node = self._node(event)
                parts.append(node)
                if event.anchor is not None:
                    anchors[event.anchor] = node
                if isinstance(node, yaml.CollectionNode):
                    around.append((node, parts))
                    parts = []
            elif isinstance(event, yaml.CollectionEndEvent):
                node, outer = around.pop()
                mapping = isinstance(node, yaml.MappingNode)
                node.value = list(zip(parts[::2], parts[1::2], strict=True)) if mapping else parts
                node.end_mark, parts = event.end_mark, outer
            else:
                break
        return root[0]

    def tag(self, event: Any, kind: type, value: str | None) -> Any:
        """The tag of a node; `!` makes text of whatever follows."""
        if event.tag not in (None, "!"):
            return event.tag
        return self.resolve(kind, value, (False, True) if event.tag else event.implicit)

    def dispose(self) -> None:
        """Lets go of the text, without waiting for a collector of cycles."""
        self._events.close()
        super().dispose()

    def _node(self, event: Any) -> Any:
        start, end = event.start_mark, event.end_mark
        if isinstance(event, yaml.ScalarEvent):
            tag = self.tag(event, yaml.ScalarNode, event.value)
            return yaml.ScalarNode(tag, event.value, start, end, style=event.style)
        kind = yaml.MappingNode if isinstance(event, yaml.MappingStartEvent) else yaml.SequenceNode
        return kind(self.tag(event, kind, None), [], start, end, flow_style=event.flow_style)
