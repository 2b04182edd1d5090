"""A chart's values schema as that of the umbrella charts that have the chart under aliases.

Helm compiles a chart's schema again for every alias, which costs more than all else that it does. What it checks with
it are the umbrella's values below the alias, the chart's defaults among them; so the umbrella's own schema can ask
the same of every key but `global`, and is compiled once:
https://github.com/helm/helm/blob/v3.19.2/pkg/chartutil/jsonschema.go
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from helmwright.jsonio import json_schema
from helmwright.jsonio.annotations import without_annotations
from helmwright.jsonio.subschemas import maps

_SHARED = ("definitions", "$defs")
_REFERENCE = re.compile(r"#/(definitions|\$defs)/([^/~%]+)")
_BASES = frozenset(
    {"$id", "id", "$anchor", "$dynamicAnchor", "$dynamicRef", "$recursiveAnchor", "$recursiveRef", "$schema"}
)
"""Keywords by which a reference may mean something else in another place."""
_LINES = 4
"""How deep entries have a line of their own: definitions, the chart's values among them, and each of these."""


def umbrella_schema(content: bytes) -> bytes | None:
    """The schema of umbrella charts, from a chart's without its annotations.

    None when it is not sure to refuse the same: it refers to other places than its definitions, or is no schema.
    """
    try:
        schema = without_annotations(_exact(content))
    except (ValueError, RecursionError):
        return None
    if not isinstance(schema, Mapping) or not _may_move(schema):
        return None
    shared: dict[str, Any] = {key: dict(schema[key]) for key in _SHARED if key in schema}
    definitions = shared.setdefault("definitions", {})
    name = "values"
    while name in definitions:
        name += "_"
    definitions[name] = {
        key: value for key, value in schema.items() if key != "$schema" and key not in _SHARED
    }
    head = {"$schema": schema["$schema"]} if "$schema" in schema else {}
    every = {"properties": {"global": {}}, "additionalProperties": {"$ref": f"#/definitions/{name}"}}
    return f"{_text({**head, **every, **shared}, _LINES)}\n".encode()


def _exact(content: bytes) -> Any:
    """The JSON value. Raises ValueError for one that would not be the same when it is written again."""
    return json.loads(json_schema.text(content), parse_float=_fraction, parse_constant=_fraction)


def _fraction(text: str) -> float:
    value = float(text)
    if Decimal(text) != Decimal(repr(value)) or value - value != 0:
        raise ValueError(f"{text} is not exact")
    return value


def _may_move(schema: Mapping[str, Any]) -> bool:
    """Whether all references mean the same when what is not shared lies deeper."""
    if not all(isinstance(schema.get(key, {}), Mapping) for key in _SHARED):
        return False
    for part in maps({key: value for key, value in schema.items() if key != "$schema"}):
        if any(key in _BASES and not isinstance(value, Mapping) for key, value in part.items()):
            return False
        if isinstance(target := part.get("$ref"), str):
            found = _REFERENCE.fullmatch(target)
            if found is None or found[2] not in schema.get(found[1], {}):
                return False
    return True


def _text(value: Any, lines: int) -> str:
    if not lines or not isinstance(value, Mapping) or not value:
        return json.dumps(value, separators=(",", ":"))
    entries = (f"{json.dumps(key)}:{_text(part, lines - 1)}" for key, part in value.items())
    return "{\n" + ",\n".join(entries) + "\n}"
