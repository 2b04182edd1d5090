"""What the templates use, to be asked about one value after another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from chartwright.usage.atoms import ANY, Path


@dataclass(slots=True)
class _Node:
    """One step of the used paths, with the steps that follow it."""

    below: dict[str, _Node] = field(default_factory=dict)
    whole: bool = False

    def matching(self, step: str) -> Iterator[_Node]:
        """The steps that lead where `step` does; that may be the `[]` of a list or the `<id>` of a map."""
        if step == "[]" or step[:1] == "<":
            yield from self.below.values()
        else:
            yield from (self.below[key] for key in {step, ANY} & self.below.keys())


class Uses:
    """The used paths as a tree: an answer costs what the path in question is long, however many are used."""

    def __init__(self, uses: Mapping[Path, bool]) -> None:
        """`uses` says of each path whether it is used as a whole."""
        self._root = _Node()
        for path, whole in uses.items():
            node = self._root
            for step in path:
                node = node.below.setdefault(step, _Node())
            node.whole = node.whole or whole

    def reach(self, path: Path) -> bool:
        """Whether the value is used, or something in it, or a map around it as a whole."""
        return self.print(path) or bool(self._levels(path)[-1])

    def print(self, path: Path) -> bool:
        """Whether the value or a map around it is used as a whole, and not key by key."""
        return any(node.whole for level in self._levels(path) for node in level)

    def keys(self, path: Path) -> frozenset[str]:
        """What the map is asked for, with `*` where any entry may be."""
        return frozenset(key for node in self._levels(path)[-1] for key in node.below)

    def _levels(self, path: Path) -> Sequence[Sequence[_Node]]:
        """The nodes that the path's first steps lead to: none of its steps, one, and so on to all."""
        levels = [[self._root]]
        for step in path:
            levels.append([below for node in levels[-1] for below in node.matching(step)])
        return levels
