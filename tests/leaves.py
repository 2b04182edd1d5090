"""Which fields the descriptor schemas know, and which of them a descriptor sets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from helmwright.descriptors.compiled import schemas
from helmwright.jsonio.subschemas import resolved
from helmwright.layout import Kind

Schema = Mapping[str, Any]


def leaves(kind: Kind) -> set[str]:
    """Every field that can be set, `.storage.*.size`, and each value of a choice, `.placement.spread=node`.

    What several fields share counts where it is used and its own fields count once: `.probes.liveness`, and
    `probe.type=http`. The service fields inside defaults and overrides are shared in this sense, and what an
    environment says of all its clusters and of one.
    """
    return set(_leaves(schemas()[kind], ""))


def covered(kind: Kind, data: Any) -> set[str]:
    """The leaves that a descriptor sets."""
    return set(_covered(schemas()[kind], data, ""))


def below(schema: Schema, key: str | int) -> tuple[str, Schema]:
    """The step that a key or index is to the schema, `*` for a name, and the schema of what is there."""
    children = dict(_children(_full(schema, "")[0]))
    step = "[]" if isinstance(key, int) else key if key in children else "*"
    return step, children.get(step, {})


def _leaves(schema: Schema, path: str) -> Iterator[str]:
    full, inner = _full(schema, path)
    children = dict(_children(full))
    yield from (_leaf(path, value) for value in full.get("enum", (None,)))
    if inner != "fields":
        for name, child in children.items():
            yield from _leaves(child, f"{inner}.{name}")


def _covered(schema: Schema, value: Any, path: str) -> Iterator[str]:
    full, inner = _full(schema, path)
    children = dict(_children(full))
    yield _leaf(path, value if "enum" in full else None)
    entries = value.items() if isinstance(value, Mapping) else ()
    items = value if isinstance(value, list) else ()
    for name, child in (*entries, *(("[]", item) for item in items)):
        step = name if name in children else "*"
        if step in children and inner != "fields":
            yield from _covered(children[step], child, f"{inner}.{step}")


def _children(schema: Schema) -> Iterator[tuple[str, Schema]]:
    for name, child in schema.get("properties", {}).items():
        if not str(child.get("$ref", "")).startswith("#/properties/"):
            yield name, child
    for step, key in (("*", "additionalProperties"), ("[]", "items")):
        if isinstance(schema.get(key), Mapping):
            yield step, schema[key]


def _full(schema: Schema, path: str) -> tuple[Schema, str]:
    """The schema with what it refers to, and the path that its fields are below."""
    name = schema.get("$ref", "").partition("#/$defs/")[2]
    full = resolved(schema, schemas()[Kind.SERVICE]["$defs"])  # every $defs is the service schema's
    return full, (name if path else "") if name else path


def _leaf(path: str, value: Any) -> str:
    return path if value is None else f"{path}={value}"
