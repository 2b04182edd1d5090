"""JSON Schemas that hold all that they refer to: the one place that reads and compiles those of other people.

A reference that leaves its file is followed by every library that compiles it, to the network and to files of this
machine: by Go's, which Helm (https://github.com/helm/helm/pull/31030) and kubeconform use, and by jsonschema-rs. So
it is refused before any of them sees it. Only a reference that is a fragment cannot leave: it stays in its resource,
whatever base address an `$id` gives that. A dialect is an address too, which is fetched unless it is a known one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import quote

import jsonschema_rs

_REFERENCES = ("$ref", "$dynamicRef", "$recursiveRef")
_DRAFTS = ("", "draft-04/", "draft-06/", "draft-07/", "draft/2019-09/", "draft/2020-12/")
_DIALECTS = {
    f"{scheme}://json-schema.org/{draft}schema{end}"
    for scheme in ("http", "https")
    for draft in _DRAFTS
    for end in ("", "#")
}
"""Those that both libraries hold themselves."""
_LONGEST = 200


class OutsideError(ValueError):
    """A schema that refers to something outside its file."""


class Validator(Protocol):
    """A compiled schema."""

    def is_valid(self, instance: Any) -> bool:
        """Whether a value follows it."""

    def iter_errors(self, instance: Any) -> Iterator[jsonschema_rs.ValidationError]:
        """Every deviation of a value."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A keyword that leads out of a schema: its JSON pointer as a URI fragment, and what it names."""

    pointer: str
    target: str

    def __str__(self) -> str:
        return f"{_cut(self.pointer)} refers to {_cut(self.target)!a}, outside its file"


def outside(schema: Any) -> tuple[Reference, ...]:
    """Every keyword of a schema that leads out of it, in the order of the file.

    Keywords count wherever they are, also in an example: any place can be referred to as a schema.
    """
    found: list[Reference] = []
    waiting: list[tuple[str, Any]] = [("#", schema)]
    while waiting:
        pointer, value = waiting.pop()
        if isinstance(value, dict):
            found += (Reference(_below(pointer, key), value[key]) for key in _leaving(value))
            waiting += [(_below(pointer, key), inner) for key, inner in reversed(value.items())]
        elif isinstance(value, list):
            waiting += [(f"{pointer}/{index}", inner) for index, inner in reversed([*enumerate(value)])]
    return tuple(found)


def text(content: bytes) -> str:
    """The text of a schema's file, without the mark that Helm passes over too. Raises ValueError, with the reason."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8") from None


def read(content: bytes) -> Any:
    """The schema in a file. Raises ValueError, with the reason, for what is not JSON."""
    try:
        return json.loads(text(content))
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"it is not JSON: {error}") from None


def check_whole(schema: Any) -> None:
    """Raises OutsideError, with the first keyword that does, for a schema that leads out of itself."""
    for reference in outside(schema):
        raise OutsideError(str(reference))


def validator(schema: str | Mapping[str, Any], *, validate_formats: bool = False) -> Validator:
    """The compiled schema, or JSON text of one. Raises ValueError for one that is wrong or leads out of itself."""
    source = schema if isinstance(schema, str) else dict(schema)
    return jsonschema_rs.validator_for(source, validate_formats=validate_formats, retriever=_refuse)


def _leaving(value: dict[str, Any]) -> Iterator[str]:
    for key in _REFERENCES:
        if isinstance(target := value.get(key), str) and not target.startswith("#"):
            yield key
    if isinstance(dialect := value.get("$schema"), str) and dialect not in _DIALECTS:
        yield "$schema"


def _below(pointer: str, key: str) -> str:
    step = key.replace("~", "~0").replace("/", "~1")
    return f"{pointer}/{quote(step, safe='$~@', errors='replace')}"


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST]}..."


def _refuse(uri: str) -> Any:
    raise ValueError(f"it refers to {_cut(uri)!a}, outside its file")
