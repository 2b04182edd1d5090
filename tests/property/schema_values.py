"""Values that a descriptor schema allows, from the schema alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import combinations
from typing import Any

from hypothesis import strategies as st
from tests.property.patterns import matching

from helmwright.descriptors.compiled import schemas
from helmwright.layout import Kind

Schema = Mapping[str, Any]
Strategy = st.SearchStrategy[Any]
_SERVICE = schemas()[Kind.SERVICE]
_TEXT = st.text(st.characters(codec="utf-8"), max_size=20)


def descriptors(kind: Kind, overrides: Mapping[str, Strategy] | None = None) -> Strategy:
    """Descriptors of a kind, of everything that its schema allows.

    `overrides` gives strategies for definitions and properties by name, such as `reference` or `owner`.
    """
    return _Maker(schemas()[kind], overrides or {}).value(schemas()[kind])


def fields(overrides: Mapping[str, Strategy] | None = None) -> Strategy:
    """Service fields, as layers and overrides hold them."""
    return _Maker(_SERVICE, overrides or {}).value(_SERVICE["$defs"]["fields"])


@cache
def field(*path: str) -> Strategy:
    """Values of one service field, such as `field("probes", "readiness", "service")`."""
    schema = _SERVICE["$defs"]["fields"]
    for name in path:
        inner = schema.get("properties", {}).get(name) or schema["additionalProperties"]
        definition = inner.get("$ref", "").removeprefix("#/$defs/")
        schema = {**_SERVICE["$defs"][definition], **inner} if definition else inner
    return _Maker(_SERVICE, {}).value({name: part for name, part in schema.items() if name != "$ref"})


class _Maker:
    """Strategies for values of one schema document, one for each schema in it: hypothesis prepares each anew."""

    def __init__(self, document: Schema, overrides: Mapping[str, Strategy]) -> None:
        self.document = document
        self.overrides = overrides
        self._made: dict[str, Strategy] = {}

    def value(self, schema: Schema) -> Strategy:
        key = json.dumps(schema)
        if key not in self._made:
            self._made[key] = self._value(schema)
        return self._made[key]

    def _value(self, schema: Schema) -> Strategy:
        if "const" in schema:
            return st.just(schema["const"])
        if "enum" in schema:
            return st.sampled_from(schema["enum"])
        if "$ref" in schema:
            if schema["$ref"].startswith("#/properties/"):  # a field of the document at a second place
                return self.value(self.document["properties"][schema["$ref"].rpartition("/")[2]])
            file, _, name = schema["$ref"].rpartition("#/$defs/")
            if name in self.overrides:
                return self.overrides[name]
            maker = self._of_services if file else self
            target = {**maker.document["$defs"][name], **{k: v for k, v in schema.items() if k != "$ref"}}
            own = {**schema.get("properties", {}), **maker.document["$defs"][name].get("properties", {})}
            return maker.value({**target, "properties": own} if own else target)
        kinds = schema.get("type", "object")
        return st.one_of(
            [getattr(self, kind)(schema) for kind in ([kinds] if isinstance(kinds, str) else kinds)]
        )

    @cached_property
    def _of_services(self) -> _Maker:
        return _Maker(_SERVICE, self.overrides)

    def boolean(self, _: Schema) -> Strategy:
        return st.booleans()

    def integer(self, schema: Schema) -> Strategy:
        exact = 2**53  # beyond, readers disagree (L110)
        return st.integers(schema.get("minimum", -exact), schema.get("maximum", exact))

    def number(self, schema: Schema) -> Strategy:
        finite = st.floats(
            schema.get("minimum"), schema.get("maximum"), allow_nan=False, allow_infinity=False
        )
        return finite.filter(lambda number: "e" not in repr(number))  # of exponents too they disagree

    def string(self, schema: Schema) -> Strategy:
        least, most = schema.get("minLength", 0), schema.get("maxLength", 10_000)
        if "pattern" in schema:
            return texts(schema["pattern"], least, most)
        return _TEXT.map(lambda text: text.ljust(least, "x")[:most])

    def array(self, schema: Schema) -> Strategy:
        return st.lists(
            self.value(schema["items"]),
            min_size=schema.get("minItems", 0),
            max_size=3,
            unique_by=repr if schema.get("uniqueItems") else None,
        )

    def object(self, schema: Schema) -> Strategy:
        if "then" in schema:
            return st.one_of(list(self.choices(schema, schema)))
        otherwise = schema.get("else", {})
        required = {*schema.get("required", ()), *otherwise.get("required", ())}
        also = otherwise.get("properties", {})
        named = {
            name: self.overrides[name]
            if name in self.overrides
            else self.value({**child, **also.get(name, {})})
            for name, child in schema.get("properties", {}).items()
        }
        fixed = st.fixed_dictionaries(
            {name: named[name] for name in sorted(required)},
            optional={name: child for name, child in named.items() if name not in required},
        )
        rest = schema.get("additionalProperties")
        if not isinstance(rest, Mapping):
            return fixed
        names = self.value({"type": "string", **schema.get("propertyNames", {})})
        return st.dictionaries(names, self.value(rest), min_size=schema.get("minProperties", 0), max_size=2)

    def choices(self, schema: Schema, asked: Schema) -> Iterator[Strategy]:
        """A strategy for each branch of what is asked, down to the last one."""
        yield self.choice(schema, asked["then"], asked["if"]["required"])
        if "if" in asked["else"]:
            yield from self.choices(schema, asked["else"])
        else:
            yield self.choice(schema, asked["else"], ())

    def choice(self, schema: Schema, branch: Schema, named: Sequence[str]) -> Strategy:
        """As many keys as a branch wants, `named` among them."""
        wanted = {*named, *branch.get("required", ())}
        most = branch.get("maxProperties", len(branch["properties"]))
        least = branch.get("minProperties", len(wanted))
        keys = (
            some for count in range(least, most + 1) for some in combinations(branch["properties"], count)
        )
        return st.one_of(
            [
                st.fixed_dictionaries({name: self.value(schema["properties"][name]) for name in some})
                for some in keys
                if wanted <= set(some)
            ]
        )


@cache
def texts(pattern: str, least: int = 0, most: int = 10_000) -> Strategy:
    """Texts that a schema's pattern takes, which begins with `^`; unlike Python's, its `$` is no line break."""
    whole = pattern[1:].removesuffix("$") if pattern.endswith("$") else f"(?s:{pattern[1:]}.*)"
    return matching(whole).filter(lambda text: least <= len(text) <= most)
