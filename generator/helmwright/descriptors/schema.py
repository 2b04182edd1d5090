"""Descriptors against their schemas: every deviation as a finding at its line, with what would be right."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import chain, islice
from typing import Any

import jsonschema_rs

from helmwright import layout, resources
from helmwright.descriptors.map_keys import misnamed, without_names
from helmwright.findings import Finding, Findings, dotted, ordered
from helmwright.hints import did_you_mean
from helmwright.jsonio.json_paths import path_of
from helmwright.layout import Kind
from helmwright.limits import DESCRIPTOR_FINDINGS
from helmwright.model.source import Source, Sources
from helmwright.yamlio.descriptor import Path

_PLACES = {
    Kind.REPOSITORY: layout.REPOSITORY,
    Kind.ENVIRONMENT: layout.environment("<environment>"),
    Kind.APP: layout.app("<app>"),
    Kind.SERVICE: layout.service("<app>", "<service>"),
}
FILES = {kind: f"{kind.value.lower()}.schema.json" for kind in Kind}
_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "object": "a map",
    "array": "a list",
}
_EXACT = 2**53
_FIRST = "mend the first ones, and run the command again"
_CHOSEN = {1: ("one", "key"), 2: ("two", "keys")}
"""How many keys a map has that stands for one choice: the choice, and what may stand beside it."""


def check(sources: Sources) -> Findings:
    """A finding for everything in the descriptors that their schemas do not allow."""
    return ordered(finding for source in sources.items for finding in _check(source))


@cache
def schemas() -> Mapping[Kind, dict[str, Any]]:
    """The schema of each kind of descriptor."""
    folder = resources.schemas()
    return {kind: json.loads((folder / file).read_bytes()) for kind, file in FILES.items()}


def address(kind: Kind) -> str:
    """What a reference to a kind's schema means where they are compiled together.

    They refer to each other as files in one folder and give themselves no address: other validators would fetch that.
    """
    return f"json-schema:///{FILES[kind]}"


def _compiled(schemas: Mapping[Kind, dict[str, Any]]) -> Mapping[Kind, jsonschema_rs.Draft202012Validator]:
    registry = jsonschema_rs.Registry([(address(kind), schema) for kind, schema in schemas.items()])
    linear = jsonschema_rs.RegexOptions()  # which takes time by the length of a text alone
    return {
        kind: jsonschema_rs.Draft202012Validator(schema, registry=registry, pattern_options=linear)
        for kind, schema in schemas.items()
    }


@cache
def _validators() -> Mapping[Kind, jsonschema_rs.Draft202012Validator]:
    return _compiled(schemas())


@cache
def _explainers() -> Mapping[Kind, jsonschema_rs.Draft202012Validator]:
    return _compiled({kind: without_names(schema) for kind, schema in schemas().items()})


def _check(source: Source) -> Iterator[Finding]:
    misplaced = _misplaced(source)
    if misplaced:
        yield misplaced
        return
    odd = [
        (path, value)
        for path, value in _scalars(source.data, ())
        if value is None or isinstance(value, float)
    ]
    nulls = (path for path, value in odd if value is None)
    problems = chain(
        (_null(source, path) for path in nulls), _deviations(source), _fractions(source, dict(odd))
    )
    yield from islice(problems, DESCRIPTOR_FINDINGS.value)
    if untold := next(problems, None):
        yield replace(
            untold, code="L121", message="there are more problems, which are not shown", hint=_FIRST
        )


def _scalars(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, Mapping | list):
        for step, inner in value.items() if isinstance(value, Mapping) else enumerate(value):
            yield from _scalars(inner, (*path, step))
    else:
        yield path, value


def _null(source: Source, path: Path) -> Finding:
    """What has no value, also where a schema leaves open what there may be, as in a patch."""
    hint = "remove the key; an inherited entry is switched off with enabled: false"
    return Finding("S103", source.at(path), f"{_where(path)} has no value", hint)


def _deviations(source: Source) -> Iterator[Finding]:
    kind = source.place.kind
    if _validators()[kind].is_valid(source.data):
        return
    for path, names in misnamed(source.data, schemas()[kind], schemas()[Kind.SERVICE]["$defs"]):
        message = f"the key {_shown(str(path[-1]))} does not fit"
        yield Finding("S106", source.at(path, key=True), message, names.get("description", ""))
    for error in _explainers()[kind].iter_errors(source.data):
        yield from _findings(source, error)


def _fractions(source: Source, odd: Mapping[Path, Any]) -> Iterator[Finding]:
    """A whole number written as a fraction where the schema wants one that is none: it takes 8080.0 for 8080.

    Readers do not: to some it is a text, to others it has to be told apart from 8080.
    """
    whole = {path for path, value in odd.items() if value is not None and value.is_integer()}
    if not whole:
        return
    halved = _halved(source.data)
    for error in _explainers()[source.place.kind].iter_errors(halved):
        path = path_of(halved, error)
        if error.kind.name == "type" and path in whole:
            yield _wrong_type(source, path, _value(source.data, path), error.kind.as_dict()["types"])


def _halved(value: Any) -> Any:
    """The value with a number that is not whole in place of each that is written as a fraction and is whole."""
    if isinstance(value, Mapping):
        return {key: _halved(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_halved(inner) for inner in value]
    return 0.5 if isinstance(value, float) and value.is_integer() else value


def _misplaced(source: Source) -> Finding | None:
    """A descriptor of another kind than its place has; whatever else it holds belongs to that kind."""
    kind = source.data.get("kind") if isinstance(source.data, Mapping) else None
    if kind == source.place.kind or kind not in list(Kind):
        return None
    message = f"this is the place of {_article(source.place.kind)}, and kind is {kind}"
    hint = f"write kind: {source.place.kind}, or move the file to {_PLACES[Kind(kind)]}"
    return Finding("S104", source.at(("kind",)), message, hint)


def _article(kind: Kind) -> str:
    return f"an {kind}" if kind in (Kind.APP, Kind.ENVIRONMENT) else f"a {kind}"


def _findings(source: Source, error: jsonschema_rs.ValidationError) -> Iterator[Finding]:
    path = path_of(source.data, error)
    value = _value(source.data, path)
    if value is None:
        return
    details = error.kind.as_dict()
    rule = _Rule(source.place.kind, list(error.schema_path))
    where = _where(path)
    match error.kind.name:
        case "additionalProperties" | "unevaluatedProperties":
            allowed = rule.keys()
            for name in details["unexpected"]:
                hint = did_you_mean(name, allowed, f"allowed here: {', '.join(allowed)}")
                yield Finding("S101", source.at((*path, name), key=True), f"unknown key '{name}'", hint)
        case "type":
            yield _wrong_type(source, path, value, details["types"])
        case "const":
            expected = details["expected_value"]
            yield Finding("S104", source.at(path), f"{where} must be {expected}", f"write {expected}")
        case "enum":
            allowed = [str(option) for option in details["options"]]
            hint = did_you_mean(str(source.document.text(path)), allowed)
            yield Finding("S104", source.at(path), f"{where} must be one of {', '.join(allowed)}", hint)
        case "required":
            name = details["property"]
            yield Finding("S105", source.at(path, key=True), f"{where} lacks '{name}'", rule.example(name))
        case "pattern":
            message = f"{where}: {_shown(source.document.text(path))} does not fit"
            yield Finding("S106", source.at(path), message, rule.description())
        case "minProperties" | "maxProperties" if rule.keys():
            number, keys = _CHOSEN[details["limit"]]
            message = f"{where} must have exactly {number} {keys}"
            yield Finding("S108", source.at(path), message, f"{number} of {', '.join(rule.keys())}")
        case "uniqueItems":
            yield Finding("S107", source.at(path), f"{where} holds an item twice", "remove one of the two")
        case name:
            message = f"{where} {_bound(name, details['limit'])}"
            yield Finding("S107", source.at(path), message, rule.description())


def _wrong_type(source: Source, path: Path, value: Any, types: list[str]) -> Finding:
    expected = " or ".join(_TYPES[name] for name in sorted(types, key=list(_TYPES).index))
    text = source.document.text(path)
    hint = f'write "{text}"' if "string" in types and text is not None else ""
    if isinstance(value, float) and "integer" in types and value.is_integer() and abs(value) < _EXACT:
        hint = f"write {int(value)}"
    return Finding(
        "S102", source.at(path), f"{_where(path)} must be {expected}, not {_given(value, text)}", hint
    )


def _given(value: Any, text: str | None) -> str:
    if isinstance(value, bool):
        return f"the boolean {text}"
    if isinstance(value, int | float):
        return f"the number {text}"
    if isinstance(value, str):
        return f"the text {_shown(value)}"
    return "a map" if isinstance(value, Mapping) else "a list"


def _bound(name: str, limit: int) -> str:
    ends = {
        "minimum": "",
        "maximum": "",
        "minLength": " character",
        "maxLength": " character",
        "minItems": " item",
        "minProperties": " key",
    }
    most = "least" if name.startswith("min") else "most"
    plural = "s" if ends[name] and limit != 1 else ""
    verb = "have" if ends[name] else "be"
    return f"must {verb} at {most} {limit}{ends[name]}{plural}"


def _where(path: Path) -> str:
    return dotted(path) if path else "the descriptor"


def _shown(text: str | None) -> str:
    shown = text or ""
    return f"'{shown[:60]}...'" if len(shown) > 60 else f"'{shown}'"


def _value(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


class _Rule:
    """The schema around the keyword that refused a value."""

    def __init__(self, kind: Kind, path: list[str | int]) -> None:
        own = _at(schemas()[kind], path[:-1])
        self.schema = own if own is not None else _at(schemas()[Kind.SERVICE], path[:-1]) or {}
        self.kind = kind

    def keys(self) -> list[str]:
        """The keys that are allowed, in the schema's order."""
        referenced = self._referenced(self.schema)
        return [*self.schema.get("properties", {}), *referenced.get("properties", {})]

    def description(self) -> str:
        """What the value is, in the schema's words."""
        return str(self.schema.get("description", ""))

    def example(self, name: str) -> str:
        """A line that would satisfy a missing key."""
        inherited = self._referenced(self.schema).get("properties", {})
        schema = self.schema.get("properties", {}).get(name) or inherited.get(name, {})
        examples = schema.get("examples") or self._referenced(schema).get("examples")
        return f"for example {name}: {json.dumps(examples[0], ensure_ascii=False)}" if examples else ""

    def _referenced(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        _, _, pointer = str(schema.get("$ref", "")).partition("#/")
        found = _at(schemas()[Kind.SERVICE], list(pointer.split("/"))) if pointer else None
        return found or {}


def _at(schema: Any, path: list[str | int]) -> Mapping[str, Any] | None:
    for step in path:
        if isinstance(schema, Mapping) and step in schema:
            schema = schema[step]
        else:
            return None
    return schema if isinstance(schema, Mapping) else None
