"""Reads YAML into JSON values as Helm, kubectl and Argo CD do; by other rules we would check other objects.

A fast reader (ryaml) is used where it is installed and gives a result that no rule of go-yaml disputes;
everything else, errors included, goes through PyYAML with go-yaml's rules.
"""

from __future__ import annotations

import importlib
import math
import re
from collections.abc import Collection, Set
from functools import lru_cache
from typing import Any

import yaml

from helmwright.limits import RENDERED_DEPTH, RENDERED_VALUES
from helmwright.yamlio.events import difference, may_differ
from helmwright.yamlio.goyaml import FALSE, INT64, MERGE, TRUE, Loader, number

try:
    ryaml: Any = importlib.import_module("ryaml")
except ImportError:  # no wheel for this platform: as correct, only slower
    ryaml = None

_SEPARATOR = re.compile(r"^---[ \t]*[^\s#]", re.MULTILINE)
"""What Helm 4 refuses (https://github.com/kubernetes/apimachinery/blob/master/pkg/util/yaml/decoder.go)."""
_INITIALS = frozenset("+-.0123456789")
_WORDS = (TRUE | FALSE | {MERGE}) - {"true", "True", "TRUE", "false", "False", "FALSE"}
# For those within each other ryaml's time grows with the square of their number: two seconds for 40,000.
_MOST_BRACKETS = 10_000


class YamlError(ValueError):
    """Text that Helm or the API server would refuse, or that gives a key twice.

    `line` counts from 1; 0 means the whole text.
    """

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


def documents(text: str) -> list[Any]:
    """Every document of the text that is not empty, as JSON values.

    Stricter than go-yaml in four points: a key given twice, a key that is a fraction, a number that is not finite
    and an unknown tag are refused. Raises YamlError.
    """
    if not text.endswith("\n"):  # go-yaml ends the last line too, which a block of text there keeps
        text += "\n"
    if separator := _SEPARATOR.search(text):
        raise YamlError("a document starts on the line after ---", text.count("\n", 0, separator.start()) + 1)
    found = _fast(text)
    if found is None:
        found = _exact(text)
        _check_aliases(text, found)
    return [document for document in found if document is not None]


def _fast(text: str) -> list[Any] | None:
    """The documents when ryaml reads them and go-yaml would read the same."""
    nested = text.count("[") + text.count("{") > _MOST_BRACKETS
    merged = "<<" in text and "*" in text  # our loader counts what merges bring
    if ryaml is None or nested or merged or "!!" in text or may_differ(text):
        return None
    try:
        found: list[Any] = ryaml.loads_all(text) or []
    except ValueError:
        return None
    _check_aliases(text, found)
    disputed: set[str] = set()
    sure = all(_is_sure(document, disputed) for document in found)
    return found if sure and not _holds_plain(text, disputed) else None


def _is_sure(value: Any, disputed: set[str]) -> bool:
    """Whether go-yaml would read the value too, if the strings that are added to `disputed` are quoted.

    It makes floats whole, knows more tags, and takes more words and numbers for something else than a string.
    """
    kind = type(value)
    if kind is str:
        if value in _WORDS or (value[:1] in _INITIALS and number(value) is not None and _is_text(value)):
            disputed.add(value)
        return True
    if kind is dict:
        return all(
            type(key) is str and key[:1] != "!" and _is_sure(key, disputed) and _is_sure(item, disputed)
            for key, item in value.items()
        )
    if kind is list:
        return all(_is_sure(item, disputed) for item in value)
    if kind is int:
        return bool(abs(value) <= INT64)
    return kind is not float or (math.isfinite(value) and not value.is_integer())


@lru_cache(maxsize=1024)
def _is_text(word: str) -> bool:
    """Whether ryaml takes the word for a string without quotes too."""
    try:
        return isinstance(ryaml.loads(word), str)
    except ValueError:  # an integer too large for it: where one stands without quotes, it reads nothing
        return False


def _holds_plain(text: str, words: Set[str]) -> bool:
    """Whether one of the words is perhaps a plain scalar: it stands somewhere without quotes."""
    any_word = "|".join(map(re.escape, sorted(words)))
    return bool(words and re.search(rf"(?<![^\s\[\]{{}},:])(?:{any_word})(?![^\s\[\]{{}},:])", text))


def _exact(text: str) -> list[Any]:
    try:
        if may_differ(text) and (found := difference(text)):
            raise YamlError(*found)
        return list(yaml.load_all(text, Loader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlError(error.problem or str(error), mark.line + 1 if mark else 0) from error
    except yaml.YAMLError as error:
        raise YamlError(" ".join(str(error).split())) from error
    except RecursionError as error:  # of a merge that merges another, and so on
        raise YamlError("holds aliases that expand too far") from error


def _check_aliases(text: str, found: list[Any]) -> None:
    """Raises YamlError when following the aliases would have no end that anybody waits for."""
    if "*" in text and expands(found, RENDERED_VALUES.value):
        raise YamlError("holds aliases that expand too far")


def expands(values: Collection[Any], most: int) -> bool:
    """Whether there are more values, aliases followed and those in values counted, or deeper ones than is read."""
    left, waiting = most, [(values, 0)]
    while waiting:
        inner, depth = waiting.pop()
        left -= len(inner)
        if left < 0 or (inner and depth > RENDERED_DEPTH.value):
            return True
        found = (value for value in inner if isinstance(value, dict | list))
        waiting += [(value.values() if isinstance(value, dict) else value, depth + 1) for value in found]
    return False
