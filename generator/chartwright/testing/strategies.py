"""Values that a chart's `values.schema.json` accepts, for property tests with hypothesis.

Every construct that a closed draft-07 schema is written with is understood: types, enumerations, bounds, patterns,
maps by key, `$ref` within the file, and conditions between neighbours (`if`, `oneOf`, `anyOf`, `allOf`, `not`), which
are met by drawing again what a condition asks for. Documented `examples` are drawn more often than anything else,
since values from real life go deeper into the templates than random ones.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from hypothesis import strategies as st

from helmwright.jsonio import json_schema

Schema = Mapping[str, Any]
Strategy = st.SearchStrategy[Any]
Known = Mapping[str, Strategy]

MOST_KEYS = 3
"""How many optional keys an object gets at most, and how many entries a map or list; few, so that many are tried."""
MOST_SECTIONS = 16
"""How many optional top-level values are set at most."""
LARGEST = 2**31 - 1
"""The largest number that is tried where a schema names none: Kubernetes' integers have 32 bits."""

_TEXTS = (
    "",
    "yes",
    "null",
    "~",
    "007",
    "1e3",
    "12:30",
    "a: b",
    "#",
    "{{ .Values }}",
    "- a",
    "\n a\n",
    "é😀",
    "'\"\\",
)
_CONDITIONS = ("if", "oneOf", "anyOf", "allOf", "not")


def values(schema: Schema, known: Known | None = None) -> st.SearchStrategy[dict[str, Any]]:
    """Values of one chart, each accepted by its schema.

    `known` replaces what is drawn: for a definition by its name (`portNumber`), for a value by its path
    (`autoscaling.metrics`, `env.<>` for the entries of a map), for texts and keys by their pattern. It is for values
    that only make sense together, such as names that must meet.
    """
    maker = _Maker(schema, known or {})
    return maker.object(schema, "", MOST_SECTIONS).filter(maker.follows(schema))


class _Maker:
    """Strategies for the parts of one schema document, one for each place in it: hypothesis prepares each anew."""

    def __init__(self, document: Schema, known: Known) -> None:
        self.document = document
        self.known = known
        self._made: dict[tuple[str, str], Strategy] = {}

    def value(self, schema: Schema, path: str) -> Strategy:
        key = (json.dumps(schema), path)
        if key not in self._made:
            self._made[key] = self._value(schema, path)
        return self._made[key]

    def _value(self, schema: Schema, path: str) -> Strategy:
        name = schema.get("$ref", "").rpartition("/")[2]
        for key in (path, name):
            if key in self.known:
                return self.known[key]
        if name:
            own = {key: value for key, value in schema.items() if key != "$ref"}
            return self.value(_merged(self.document["definitions"][name], own), path)
        if "const" in schema:
            return st.just(schema["const"])
        if "enum" in schema:
            return st.sampled_from(schema["enum"])
        drawn = st.one_of([self._typed(kind, schema, path) for kind in _types(schema)])
        examples = schema.get("examples", ())
        if schema.get("additionalProperties") is True and examples:
            return st.sampled_from(examples)  # a shape of Kubernetes' own, which the schema does not describe
        return st.one_of(st.sampled_from(examples), st.sampled_from(examples), drawn) if examples else drawn

    def _typed(self, kind: str, schema: Schema, path: str) -> Strategy:
        match kind:
            case "object":
                return self.object(schema, path, MOST_KEYS)
            case "array":
                unique = repr if schema.get("uniqueItems") else None
                item = self.value(schema.get("items", {}), f"{path}[]")
                return st.lists(
                    item, min_size=schema.get("minItems", 0), max_size=MOST_KEYS, unique_by=unique
                )
            case "string":
                return self._strings(schema)
            case "integer":
                return _integers(schema)
            case "number":
                least, most = schema.get("minimum", 0), schema.get("maximum", LARGEST)
                return st.integers(math.ceil(least * 1000), math.floor(most * 1000)).map(
                    lambda value: value / 1000
                )
            case "boolean":
                return st.booleans()
            case _:
                return st.none()

    def object(self, schema: Schema, path: str, most: int) -> Strategy:
        """Objects with the required keys, some of the others, and entries where keys are free."""
        children = {
            name: self.value(child, f"{path}.{name}".lstrip("."))
            for name, child in schema.get("properties", {}).items()
            if child is not False
        }
        required = [name for name in schema.get("required", ()) if name in children]
        optional = sorted(children.keys() - set(required))
        some = _some(optional, most)
        entries = self._entries(schema, path)
        rules = [_Rule(self, kind, schema[kind], schema, path) for kind in _CONDITIONS if kind in schema]

        def draw_object(draw: st.DrawFn) -> dict[str, Any]:
            names = {*required, *draw(some)}
            result = {name: draw(children[name]) for name in children if name in names}
            for entry in entries:
                result |= draw(entry)
            for rule in rules:
                rule.meet(draw, result)
            return result

        strategy = st.composite(draw_object)()
        return strategy.filter(self.follows(schema)) if rules else strategy

    def _entries(self, schema: Schema, path: str) -> Iterator[Strategy] | list[Strategy]:
        found = [(keys, child) for keys, child in schema.get("patternProperties", {}).items()]
        if isinstance(rest := schema.get("additionalProperties"), Mapping):
            found.append((schema.get("propertyNames", {}).get("pattern", "^[a-z][a-z0-9]{0,7}$"), rest))
        taken = schema.get("properties", {}).keys()
        limits = {key: value for key, value in schema.get("propertyNames", {}).items() if key != "pattern"}
        least = 0 if taken else schema.get("minProperties", 0)
        return [
            st.dictionaries(
                self._strings({**limits, "pattern": keys}).filter(lambda key: key not in taken),
                self.value(child, f"{path}.<>"),
                min_size=least,
                max_size=max(least, MOST_KEYS - 1),
            )
            for keys, child in found
        ]

    def _strings(self, schema: Schema) -> Strategy:
        least, most = schema.get("minLength", 0), schema.get("maxLength", 60)
        if "pattern" in schema:
            if schema["pattern"] not in self.known:
                return _matching(schema["pattern"], least, most)
            texts = self.known[schema["pattern"]]
        else:
            texts = st.sampled_from(_TEXTS) | st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
        return texts.filter(lambda text: least <= len(text) <= most)

    def follows(self, schema: Schema) -> Callable[[Any], bool]:
        """Whether a value follows a part of the document."""
        return _validator(json.dumps({**schema, "definitions": self.document.get("definitions", {})}))


class _Rule:
    """One condition of an object's schema, and how to meet it: by drawing what it asks for."""

    def __init__(self, maker: _Maker, kind: str, rule: Any, schema: Schema, path: str) -> None:
        self.maker, self.kind, self.rule, self.schema, self.path = maker, kind, rule, schema, path

    def meet(self, draw: st.DrawFn, value: dict[str, Any]) -> None:
        match self.kind:
            case "if":
                branch = "then" if self.maker.follows(self.rule)(value) else "else"
                self._force(draw, value, self.schema.get(branch, {}))
            case "allOf":
                for part in self.rule:
                    for kind in (kind for kind in _CONDITIONS if kind in part):
                        _Rule(self.maker, kind, part[kind], {**self.schema, **part}, self.path).meet(
                            draw, value
                        )
            case "anyOf" | "oneOf":
                chosen = draw(st.sampled_from(self.rule))
                for other in self.rule if self.kind == "oneOf" else ():
                    for name in set(other.get("required", ())) - set(chosen.get("required", ())):
                        value.pop(name, None)
                self._force(draw, value, chosen)
            case "not" if not self.maker.follows({"not": self.rule})(value):
                value.pop(draw(st.sampled_from(self.rule.get("required", [next(iter(value))]))), None)

    def _force(self, draw: st.DrawFn, value: dict[str, Any], wanted: Schema) -> None:
        """Draws again the keys that `wanted` speaks of, unless the value is as wanted."""
        if self.maker.follows(wanted)(value):
            return
        described = self.schema.get("properties", {})
        for name, child in wanted.get("properties", {}).items():
            if child is False:
                value.pop(name, None)
        for name in (*wanted.get("required", ()), *wanted.get("properties", {})):
            child = wanted.get("properties", {}).get(name, {})
            if (
                name in described
                and child is not False
                and (name in value or name in wanted.get("required", ()))
            ):
                path = f"{self.path}.{name}".lstrip(".")
                value[name] = draw(self.maker.value(_merged(described[name], child), path))


@cache
def _validator(schema: str) -> Callable[[Any], bool]:
    follows: Callable[[Any], bool] = json_schema.validator(schema).is_valid
    return follows


def _merged(base: Schema, over: Schema) -> dict[str, Any]:
    """Both schemas at once: properties and required keys of both, the rest of `over` first."""
    result = {**base, **over}
    if "properties" in base and "properties" in over:
        names = {**base["properties"], **over["properties"]}
        result["properties"] = {
            name: _merged(base["properties"].get(name, {}), child) if isinstance(child, Mapping) else child
            for name, child in names.items()
        }
    if "required" in base and "required" in over:
        result["required"] = [*dict.fromkeys((*base["required"], *over["required"]))]
    return result


def _types(schema: Schema) -> Sequence[str]:
    kinds = schema.get("type", "object")
    return [kinds] if isinstance(kinds, str) else kinds


def _integers(schema: Schema) -> Strategy:
    least, most = schema.get("minimum", 0), schema.get("maximum", LARGEST)
    return st.one_of(st.integers(least, min(most, least + 10)), st.integers(least, most))


def _some(names: Sequence[str], most: int) -> Strategy:
    """Different ones of the names, as often few as many."""
    if not names:
        return st.just([])
    counts = st.integers(0, min(most, len(names)))
    chosen = st.sampled_from(names)
    return counts.flatmap(lambda count: st.lists(chosen, min_size=count, max_size=count, unique=True))


@cache
def _matching(pattern: str, least: int, most: int) -> Strategy:
    # Unlike Python's, a schema's `$` is the end and never a line break before it.
    closed = re.sub(r"(?<!\\)\$$", r"\\Z", pattern)
    alphabet = st.characters(codec="utf-8", exclude_categories=["Cc"])
    return st.from_regex(closed, alphabet=alphabet).filter(lambda text: least <= len(text) <= most)
