"""Which values a chart reads, as far as its text tells.

Helm takes any value, and a misspelt one does nothing. A name that stands nowhere in a chart is a mistake, unless it is
in a map that the chart passes on as a whole, such as labels or the settings of a program.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import suppress
from functools import cached_property
from itertools import zip_longest
from typing import Any

from helmwright.archive import is_subchart, unpack
from helmwright.charts.metadata import VALUES
from helmwright.charts.template_tokens import TemplateError, Token, pieces
from helmwright.tree import Tree
from helmwright.yamlio.documents import YamlError, documents

Path = tuple[str, ...]
_TELLS = re.compile(
    r"(?:.*/)?(?:templates/.*|values\.yaml|values\.schema\.json|Chart\.yaml|requirements\.yaml)"
)
_NAME = re.compile(r"[\w-]+")
_ASKING = ("if", "else")
_VALUES = "Values"
_BY_NAME = ("index", "get", "dig", "pluck")


class Reader:
    """What a chart reads of its values; `files` are all of it, with the archives of charts in it."""

    def __init__(self, files: Tree) -> None:
        self._told = {path: content.decode(errors="replace") for path, content in _telling(files)}
        self._names = {name for text in self._told.values() for name in _NAME.findall(text)}

    def unread(self, values: Mapping[str, Any]) -> Iterator[tuple[Path, Path]]:
        """The path of each value that the chart does not read, and the names that it has beside it.

        None of a chart that cannot be read, which is for Helm to say.
        """
        with suppress(YamlError, TemplateError):
            for path in _paths(values):
                if path[-1] not in self._names and _NAME.fullmatch(path[-1]):
                    beside = _at(self._defaults, path[:-1])
                    if isinstance(beside, Mapping) and beside and not self._passes_on(path[:-1]):
                        yield path, tuple(beside)

    def asked(self, template: str) -> Iterator[Path]:
        """The values that decide whether a template file prints: those that its first tag, an `if`, asks for."""
        with suppress(TemplateError):
            tags = (piece for piece in pieces(self._told.get(template, "")) if piece.kind == "tag")
            first = next(tags, None)
            for way in _ways(first.tokens, names=False) if first and first.word == "if" else ():
                if way[0] == _VALUES and way[1:]:
                    yield way[1:]

    @cached_property
    def _defaults(self) -> Any:
        return next(iter(documents(self._told.get(VALUES, ""))), None)

    def _passes_on(self, path: Path) -> bool:
        """Whether a map on the way to a value may be used whole, told by its path from the top or from within."""
        ends = range(1, len(path) + 1)
        from_within = (path[start:end] for end in ends for start in range(end))
        from_the_top = ((_VALUES, *path[:end]) for end in ends)
        return any(way in self._whole for ways in (from_within, from_the_top) for way in ways)

    @cached_property
    def _whole(self) -> Set[Path]:
        """The paths that a template uses, and does not just ask for or go through."""
        texts = (text for path, text in self._told.items() if "templates/" in path)
        tags = [piece.tokens for text in texts for piece in pieces(text) if piece.word not in _ASKING]
        names = any(_is_by_name(tag) and not any(token.kind == "string" for token in tag) for tag in tags)
        return {way for tag in tags for way in _ways(tag, names=names or _is_by_name(tag))}


def _telling(files: Tree) -> Iterator[tuple[str, bytes]]:
    """The files that tell what is read, of the chart and those in it."""
    for path, content in files.items():
        if is_subchart(path):
            yield from ((f"{path}/{inner}", text) for inner, text in _telling(unpack(content)))
        elif _TELLS.fullmatch(path):
            yield path, content


def _paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """The way to every value in a map, maps before what is in them."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield (*path, name)
            yield from _paths(inner, (*path, name))


def _at(value: Any, path: Path) -> Any:
    for step in path:
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def _is_by_name(tag: Sequence[Token]) -> bool:
    """Whether a tag asks for a field by its name, which another tag may have given it."""
    return any(token.text in _BY_NAME for token in tag)


def _ways(tag: Sequence[Token], *, names: bool) -> Iterator[Path]:
    """The paths of fields in a tag, and its strings where they may be names of fields."""
    way: Path = ()
    for token, after in zip_longest(tag, tag[1:]):
        if token.kind == "string" and names:
            yield (token.content,)
        elif token.kind == "field":
            way = (*way, token.text[1:])
            if after is None or after.kind != "field" or after.at != token.end:
                yield way
                way = ()
