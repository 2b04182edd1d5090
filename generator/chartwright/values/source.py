"""The commented source of a chart's values: `schema/*.yaml` in the chart's folder.

`schema/root.yaml` holds the keywords of the whole values (`title`, `description`, `required`, ...) and under
`sections` the names of the other files in reading order. Each of those has a `title`, `properties` (top-level
values) and `definitions`. All of it is JSON Schema draft-07, with three keywords for readers:

- `x-default`: the default in words, when it is computed or is Kubernetes' own; `default` is the chart's own
- `x-unit`: the unit of a number
- `x-key`: what the keys of a map are, `id` when left out
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from chartwright.values.shaped import shaped
from helmwright.charts.files import ChartFileError, decoded
from helmwright.jsonio.subschemas import maps
from helmwright.yamlio.documents import YamlError, documents

Schema = Mapping[str, Any]

FOLDER = "schema"
_REFERENCES = ("#/definitions/", "#/$defs/")


@dataclass(frozen=True, slots=True)
class Section:
    """One file of the source: a heading and the top-level values under it."""

    title: str
    properties: Mapping[str, Schema]


@dataclass(frozen=True)
class Source:
    """A chart's values as their author describes them."""

    root: Schema
    sections: tuple[Section, ...]
    definitions: Mapping[str, Schema]

    @cached_property
    def properties(self) -> dict[str, Schema]:
        """Every top-level value, in reading order."""
        return {name: schema for section in self.sections for name, schema in section.properties.items()}

    def target(self, schema: Schema | bool) -> str:
        """The name of the definition that `schema` refers to, `""` when it refers to none."""
        folder, _, name = str(schema.get("$ref", "") if isinstance(schema, Mapping) else "").rpartition("/")
        return name if f"{folder}/" in _REFERENCES else ""

    def resolve(self, schema: Schema | bool) -> Schema:
        """`schema` with its definition's keywords under its own. One that is its own definition has no more."""
        if isinstance(schema, bool):  # which JSON Schema allows
            return {} if schema else {"not": {}}
        followed: set[str] = set()
        while (name := self.target(schema)) and name not in followed:
            followed.add(name)
            own = {key: value for key, value in schema.items() if key != "$ref"}
            schema = {**self.definitions.get(name, {}), **own}
        return schema


def types(schema: Schema) -> tuple[str, ...]:
    """The JSON types that a schema allows by name, none when it does not say."""
    kind = schema.get("type", ())
    return (kind,) if isinstance(kind, str) else tuple(kind)


def inner_schemas(schema: Schema) -> Iterator[tuple[str, Schema]]:
    """What can be set right below: properties by name, entries of maps as `<id>`, those of lists as `[]`."""
    yield from ((name, child) for name, child in schema.get("properties", {}).items() if child)
    for entry in (*schema.get("patternProperties", {}).values(), schema.get("additionalProperties")):
        if isinstance(entry, Mapping):
            yield f"<{schema.get('x-key', 'id')}>", entry
    if isinstance(items := schema.get("items"), Mapping):
        yield "[]", items


def read_fragments(files: Mapping[str, bytes]) -> Source:
    """The source in a chart's files by path. Raises ChartFileError."""
    root = _load(files, "root")
    sections: list[Section] = []
    definitions: dict[str, Schema] = {}
    seen: set[str] = set()
    names = root.pop("sections", [])
    if not isinstance(names, list):
        raise ChartFileError(f"{FOLDER}/root.yaml", "its sections are not a list of names")
    for name in map(str, names):
        data = _load(files, name)
        section = Section(str(data.get("title", name)), data.get("properties", {}))
        added = data.get("definitions", {})
        for key in [*(seen & section.properties.keys()), *(definitions.keys() & added.keys())]:
            raise ChartFileError(f"{FOLDER}/{name}.yaml", f"{key} is described twice")
        seen |= section.properties.keys()
        definitions |= added
        sections.append(section)
    source = Source(root, tuple(sections), definitions)
    _check_references(source)
    return source


def _load(files: Mapping[str, bytes], name: str) -> dict[str, Any]:
    path = f"{FOLDER}/{name}.yaml"
    if path not in files:
        raise ChartFileError(path, "the file is missing")
    try:
        found = documents(decoded(path, files[path]))
    except YamlError as error:
        raise ChartFileError(path, f"not YAML: {error}", error.line) from error
    if len(found) != 1 or not isinstance(found[0], dict):
        raise ChartFileError(path, "the file is not a mapping")
    try:
        shaped(found[0])
    except ValueError as error:
        raise ChartFileError(path, str(error)) from error
    return found[0]


def _check_references(source: Source) -> None:
    for part in maps([source.root, source.properties, source.definitions]):
        reference = part.get("$ref")
        if isinstance(reference, str) and source.target(part) not in source.definitions:
            raise ChartFileError(FOLDER, f"$ref {reference} leads nowhere: only #/definitions/<name> is read")
