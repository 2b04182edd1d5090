"""Descriptors against their schemas: every deviation as a finding at its line, with what would be right."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, islice
from typing import Any

import jsonschema_rs

from helmwright import layout
from helmwright.descriptors import forms
from helmwright.descriptors.compiled import explainer, schemas, validator
from helmwright.descriptors.indentation import too_far, too_little
from helmwright.descriptors.map_keys import misnamed
from helmwright.descriptors.meant import meant
from helmwright.descriptors.rule import Rule
from helmwright.descriptors.words import instead
from helmwright.findings import Finding, Findings, dotted, in_environments, listed, ordered
from helmwright.hints import did_you_mean
from helmwright.jsonio.json_paths import path_of, value_at
from helmwright.layout import Kind
from helmwright.limits import DESCRIPTOR_FINDINGS
from helmwright.model import clusters
from helmwright.model.removals import is_removal, without
from helmwright.model.source import Source, Sources
from helmwright.yamlio.descriptor import Path

_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "object": "a map",
    "array": "a list",
}
_WHOLE = re.compile("[0-9]{1,9}")
_EXACT = 2**53
_QUOTE = "quote the text before it if the comma belongs to it"
_NOT_FOR_HELM = (
    "remove the key, or write the empty value that switches the chart's default off: {}, [], '' or false; "
    "Helm's versions do not agree on what null takes away"
)
_FIRST = "mend the first ones, and run the command again"
_CHOSEN = {1: ("one", "key"), 2: ("two", "keys")}
"""How many keys a map has that stands for one choice: the choice, and what may stand beside it."""


def check(sources: Sources) -> Findings:
    """A finding for everything in the descriptors that their schemas do not allow, with each of several clusters."""
    members = (member for source in sources.items for member in clusters.members(source))
    found = [(finding, member.place.name) for member in members for finding in _check(member)]
    lacking = in_environments(pair for pair in found if pair[0].code == "S105")
    own = (finding for source in sources.items for finding in _check(clusters.frame(source)))
    return ordered((*own, *lacking, *(finding for finding, _ in found if finding.code != "S105")))


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
    nulls = [path for path, value in odd if value is None]
    removals = [path for path in nulls if is_removal(source.place.kind, path, source.document.text(path))]
    empty = [path for path in nulls if path not in removals]
    if removals:
        rest = without(source.data, removals)
        source = replace(source, document=replace(source.document, data=rest))
    beside = too_little(source.data, empty, _unknown(source) if empty else ())
    problems = chain(
        (_null(source, path, beside.get(path, ())) for path in empty),
        _deviations(source, {(*path[:-1], name) for path, own in beside.items() for name in own}),
        _fractions(source, dict(odd)),
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


def _unknown(source: Source) -> set[Path]:
    """The paths of the keys that no schema knows."""
    return {
        (*path_of(source.data, error), name)
        for error in explainer(source.place.kind).iter_errors(source.data)
        for name in error.kind.as_dict().get("unexpected", ())
    }


def _knows(source: Source, data: Any, path: Path) -> bool:
    """Whether the schema knows the key at a path of other data."""
    return path not in _unknown(replace(source, document=replace(source.document, data=data)))


def _null(source: Source, path: Path, beside: Sequence[str]) -> Finding:
    """What has no value, also where a schema leaves open what there may be, as in a patch.

    What stands `beside` it at the same depth was meant to be its value.
    """
    if beside:
        stand = "stands" if len(beside) == 1 else "stand"
        message = f"{_where(path)} has no value, and {listed(beside)} {stand} beside it"
        return Finding("S103", source.at(path), message, f"indent {listed(beside)} further than {path[-1]}")
    away = "false takes a right away" if "roles" in path[:3] else "null takes away what a lower layer gives"
    hint = f"remove the key, or give it a value; {away}"
    hint = _NOT_FOR_HELM if source.place.kind is Kind.ADDON else hint
    hint = _QUOTE if source.document.after_comma(path) else hint
    return Finding("S103", source.at(path), f"{_where(path)} has no value", hint)


def _deviations(source: Source, told: Collection[Path]) -> Iterator[Finding]:
    """What the schema does not allow, but for the keys that are told of already."""
    kind = source.place.kind
    if validator(kind).is_valid(source.data):
        return
    for path, names in misnamed(source.data, schemas()[kind], schemas()[Kind.SERVICE]["$defs"]):
        message = f"the key {_shown(str(path[-1]))} does not fit"
        hint = _QUOTE if source.document.after_comma(path) else names.get("description", "")
        yield Finding("S106", source.at(path, key=True), message, hint)
    for error in explainer(kind).iter_errors(source.data):
        yield from _findings(source, error, told)


def _fractions(source: Source, odd: Mapping[Path, Any]) -> Iterator[Finding]:
    """A whole number written as a fraction where the schema wants one that is none: it takes 8080.0 for 8080.

    Readers do not: to some it is a text, to others it has to be told apart from 8080.
    """
    whole = {path for path, value in odd.items() if value is not None and value.is_integer()}
    if not whole:
        return
    halved = _halved(source.data)
    for error in explainer(source.place.kind).iter_errors(halved):
        path = path_of(halved, error)
        if error.kind.name == "type" and path in whole:
            yield _wrong_type(source, path, value_at(source.data, path), error.kind.as_dict()["types"])


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
    hint = f"write kind: {source.place.kind}, or move the file to {layout.PLACES[Kind(kind)]}"
    return Finding("S104", source.at(("kind",)), message, hint)


def _article(kind: Kind) -> str:
    return f"an {kind}" if kind in (Kind.ADDON, Kind.APP, Kind.ENVIRONMENT) else f"a {kind}"


def _findings(
    source: Source, error: jsonschema_rs.ValidationError, told: Collection[Path]
) -> Iterator[Finding]:
    path = path_of(source.data, error)
    value = value_at(source.data, path)
    if value is None:
        return
    details = error.kind.as_dict()
    rule = Rule(source.place.kind, list(error.schema_path))
    where = _where(path)
    match error.kind.name:
        case "additionalProperties" | "unevaluatedProperties":
            allowed = rule.keys()
            for name in details["unexpected"]:
                if (*path, name) in told:
                    continue
                known = instead(name, alone="image" in allowed and "expose" in allowed)
                misplaced = too_far(source.data, (*path, name), partial(_knows, source))
                inside = "indent {} as far as {}, which it stands in".format(*misplaced) if misplaced else ""
                if source.document.after_comma((*path, name)):
                    inside = _QUOTE
                hint = known or did_you_mean(name, allowed, inside or f"allowed here: {', '.join(allowed)}")
                yield Finding("S101", source.at((*path, name), key=True), f"unknown key '{name}'", hint)
        case "type":
            yield _wrong_type(source, path, value, details["types"], rule)
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
            likely = meant(source, rule.schema, path, str(source.document.text(path)))
            hint = f"did you mean '{likely}'?" if likely else _described(path, rule)
            yield Finding("S106", source.at(path), message, hint)
        case "minProperties" | "maxProperties" if rule.keys():
            number, keys = _CHOSEN[details["limit"]]
            message = f"{where} must have exactly {number} {keys}"
            yield Finding("S108", source.at(path), message, f"{number} of {', '.join(rule.keys())}")
        case "uniqueItems":
            yield Finding("S107", source.at(path), f"{where} holds an item twice", "remove one of the two")
        case name:
            message = f"{where} {_bound(name, details['limit'])}"
            yield Finding("S107", source.at(path), message, rule.description())


def _wrong_type(
    source: Source, path: Path, value: Any, types: list[str], rule: Rule | None = None
) -> Finding:
    expected = " or ".join(_TYPES[name] for name in sorted(types, key=list(_TYPES).index))
    text = source.document.text(path)
    form = forms.rewritten(path, value)
    hint = f"write {form}" if form else ""
    if "string" in types and text is not None and not form:
        likely = meant(source, rule.schema if rule else {}, path, text)
        hint = f'write "{likely}"' if likely else _described(path, rule)
    if isinstance(value, str) and (plain := _unquoted(value, types)):
        hint = f"write {plain}"
    if isinstance(value, float) and "integer" in types and value.is_integer() and abs(value) < _EXACT:
        hint = f"write {int(value)}"
    return Finding(
        "S102", source.at(path), f"{_where(path)} must be {expected}, not {_given(value, text)}", hint
    )


def _unquoted(text: str, types: list[str]) -> str:
    """The number or truth value that is meant with a text; empty without one."""
    if "boolean" in types and text in ("true", "false"):
        return text
    return str(int(text)) if "integer" in types and _WHOLE.fullmatch(text) else ""


_OWN = {
    "cpu": "an amount of cores, such as 100m or 1.5",
    "port": "the name of a port, whose number stands under ports: {admin: 8081}",
}
"""What keys take whose schema is one of many."""


def _described(path: Path, rule: Rule | None) -> str:
    own = _OWN.get(str(path[-1])) if path else None
    return own or (rule.description() if rule else "")


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
